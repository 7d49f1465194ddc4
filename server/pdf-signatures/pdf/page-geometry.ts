/** A rectangle on a page in PDF points, origin at the lower left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Two opposite corners, as a page names its boxes. */
export type Corners = readonly [x1: number, y1: number, x2: number, y2: number];

/** A page as its reader sees it: turned by `/Rotate`, cut to its crop box, origin at the lower left corner of the view. */
export interface PageView {
  readonly width: number;
  readonly height: number;
  readonly rotation: 0 | 90 | 180 | 270;
  /** From what the reader sees to the coordinates of the page, as `cm` takes it. */
  readonly toPage: Matrix;
}

/** A change of coordinates, as `cm` takes it. */
export type Matrix = readonly [number, number, number, number, number, number];

/** The view of a box of a page that is turned clockwise by some degrees; what is no multiple of 90 turns nothing. */
export function viewOf([x1, y1, x2, y2]: Corners, degrees: number): PageView {
  const [width, height] = [x2 - x1, y2 - y1];
  const turned = ((degrees % 360) + 360) % 360;
  if (turned === 90) return { width: height, height: width, rotation: 90, toPage: [0, 1, -1, 0, x2, y1] };
  if (turned === 180) return { width, height, rotation: 180, toPage: [-1, 0, 0, -1, x2, y2] };
  if (turned === 270) return { width: height, height: width, rotation: 270, toPage: [0, -1, 1, 0, x1, y2] };
  return { width, height, rotation: 0, toPage: [1, 0, 0, 1, x1, y1] };
}

/** A view of a view: what is turned clockwise once more after the page was. */
export function turnedOnce(
  { width, height, toPage: outer }: Pick<PageView, 'width' | 'height' | 'toPage'>,
  degrees: number,
): Pick<PageView, 'width' | 'height' | 'toPage'> {
  const turned = viewOf([0, 0, width, height], degrees);
  return { width: turned.width, height: turned.height, toPage: oneAfterOther(turned.toPage, outer) };
}

function oneAfterOther([a, b, c, d, e, f]: Matrix, [oa, ob, oc, od, oe, of]: Matrix): Matrix {
  const [na, nb, nc, nd] = [oa * a + oc * b, ob * a + od * b, oa * c + oc * d, ob * c + od * d];
  return [na, nb, nc, nd, oa * e + oc * f + oe, ob * e + od * f + of];
}

/** A rectangle of the view in the coordinates of the page. */
export function toPage({ toPage: [a, b, c, d, e, f] }: Pick<PageView, 'toPage'>, box: Rectangle): Rectangle {
  const { x, y, width, height } = box;
  return spanning(
    [a * x + c * y + e, b * x + d * y + f],
    [a * (x + width) + c * (y + height) + e, b * (x + width) + d * (y + height) + f],
  );
}

/** A rectangle of the page as the reader sees it; the inverse of `toPage`, whose turns are all right-angled. */
export function toView({ toPage: [a, b, c, d, e, f] }: Pick<PageView, 'toPage'>, box: Rectangle): Rectangle {
  const { x, y, width, height } = box;
  const back = (px: number, py: number): Point => [a * (px - e) + b * (py - f), c * (px - e) + d * (py - f)];
  return spanning(back(x, y), back(x + width, y + height));
}

/** A text matrix of the page as it runs in the view: text that a reader sees upright runs from left to right. */
export function matrixInView({ toPage: [a, b, c, d, e, f] }: PageView, matrix: readonly number[]): number[] {
  const [ma = 0, mb = 0, mc = 0, md = 0, me = 0, mf = 0] = matrix;
  const turn = (x: number, y: number): Point => [a * x + b * y, c * x + d * y];
  return [...turn(ma, mb), ...turn(mc, md), ...turn(me - e, mf - f)];
}

type Point = readonly [number, number];

const spanning = ([x1, y1]: Point, [x2, y2]: Point): Rectangle => ({
  x: Math.min(x1, x2),
  y: Math.min(y1, y2),
  width: Math.abs(x2 - x1),
  height: Math.abs(y2 - y1),
});
