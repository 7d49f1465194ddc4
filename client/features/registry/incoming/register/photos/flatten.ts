/** A place in a picture, in parts of its width and height from the upper left corner. */
export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** The corners of a sheet in a photograph: upper left, upper right, lower right, lower left. */
export type Corners = readonly [Corner, Corner, Corner, Corner];

/** A picture, four bytes a dot, as a canvas gives it. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A sheet that fills a photograph but for its edge. */
export const cornersAtFirst: Corners = [
  { x: 0.05, y: 0.05 },
  { x: 0.95, y: 0.05 },
  { x: 0.95, y: 0.95 },
  { x: 0.05, y: 0.95 },
];

/** A4 at 250 dots an inch: what is finer only makes the file longer. */
const longestSide = 2_923;

/** With one corner moved, within the picture. */
export function movedCorner(corners: Corners, at: number, to: Corner): Corners {
  const within = (part: number): number => Math.max(0, Math.min(1, part));
  const [a, b, c, d] = corners.map((corner, index) => (index === at ? { x: within(to.x), y: within(to.y) } : corner));
  return a && b && c && d ? [a, b, c, d] : corners;
}

/** Whether corners follow each other clockwise, as those of a sheet do that was photographed from before it: else nothing can be made flat. */
export function isSheet(corners: Corners): boolean {
  return corners.every((corner, at) => {
    const [next, after] = [corners[(at + 1) % 4] ?? corner, corners[(at + 2) % 4] ?? corner];
    return (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x) > 0.001;
  });
}

/** The sheet between the corners, seen from straight above: as wide and high as its longer edges are in the photograph. */
export function flattened(photo: Pixels, corners: Corners): Pixels {
  const [a, b, c, d] = corners.map(({ x, y }) => ({ x: x * (photo.width - 1), y: y * (photo.height - 1) }));
  if (!a || !b || !c || !d) throw new Error('A sheet has four corners');
  const [wide, high] = [Math.max(between(a, b), between(d, c)), Math.max(between(a, d), between(b, c))];
  const scale = Math.min(1, longestSide / Math.max(wide, high));
  const [width, height] = [wide, high].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const data = new Uint8ClampedArray(width * height * 4);
  const placeOf = seen([a, b, c, d]);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      takeDot(photo, placeOf((x + 0.5) / width, (y + 0.5) / height), data, at);
    }
  }
  return { width, height, data };
}

const between = (one: Corner, other: Corner): number => Math.hypot(one.x - other.x, one.y - other.y);

/** Where a place of the unit square stands in the picture of it (P. Heckbert, *Fundamentals of Texture Mapping*, 1989, §2.2.3). */
function seen([a, b, c, d]: Corners): (u: number, v: number) => Corner {
  const [x1, y1, x2, y2] = [b.x - c.x, b.y - c.y, d.x - c.x, d.y - c.y];
  const [sumX, sumY] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const determinant = x1 * y2 - x2 * y1;
  const g = (sumX * y2 - x2 * sumY) / determinant;
  const h = (x1 * sumY - sumX * y1) / determinant;
  return (u, v) => {
    const depth = g * u + h * v + 1;
    return {
      x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / depth,
      y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / depth,
    };
  };
}

/** The colour at a place between four dots. */
function takeDot({ width, height, data }: Pixels, { x, y }: Corner, into: Uint8ClampedArray, at: number): void {
  const [left, top] = [
    Math.min(width - 2, Math.max(0, Math.floor(x))),
    Math.min(height - 2, Math.max(0, Math.floor(y))),
  ];
  const [right, below] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  const first = (top * width + left) * 4;
  const next = first + width * 4;
  for (let channel = 0; channel < 4; channel += 1) {
    const above = (data[first + channel] ?? 0) * (1 - right) + (data[first + 4 + channel] ?? 0) * right;
    const under = (data[next + channel] ?? 0) * (1 - right) + (data[next + 4 + channel] ?? 0) * right;
    into[at + channel] = above * (1 - below) + under * below;
  }
}
