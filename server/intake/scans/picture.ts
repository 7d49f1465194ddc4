/** A page as a picture in grey, row by row from the top: 0 is black, 255 white. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** By how much a picture is to be turned clockwise until its text stands upright; `/Rotate` says the same of a page. */
export type Turn = 0 | 90 | 180 | 270;

/** So much darker than the paper is ink; what shows through from the other side of a sheet is lighter. */
const darkerThanPaper = 70;
/** Of a sheet that somebody wrote on even one line covers more. */
const leastInk = 0.000_4;
/** Edges of the glass and holes of the punch lie in the margin. */
const margin = 0.04;
/** Every so many pixels tell enough of a whole page. */
const step = 2;

/** Whether nothing is on the sheet: dust, and what shines through, are not counted. */
export function isBlank(picture: Picture): boolean {
  let ink = 0;
  let seen = 0;
  const { rows, columns, isInk } = inside(picture);
  for (const y of rows) {
    for (const x of columns) {
      seen += 1;
      if (isInk(x, y)) ink += 1;
    }
  }
  return ink < seen * leastInk;
}

/**
 * Whether the lines of text run along the rows of the picture: then ink and paper follow each other from row to row far more sharply than
 * from column to column.
 */
export function runsAlongRows(picture: Picture): boolean {
  const { rows, columns, isInk } = inside(picture);
  const inRows = new Float64Array(rows.length);
  const inColumns = new Float64Array(columns.length);
  for (const [row, y] of rows.entries()) {
    for (const [column, x] of columns.entries()) {
      if (!isInk(x, y)) continue;
      inRows[row] = (inRows[row] ?? 0) + 1 / columns.length;
      inColumns[column] = (inColumns[column] ?? 0) + 1 / rows.length;
    }
  }
  return changes(inRows) / rows.length >= changes(inColumns) / columns.length;
}

function changes(parts: Float64Array): number {
  let sum = 0;
  for (let at = 1; at < parts.length; at += 1) sum += ((parts[at] ?? 0) - (parts[at - 1] ?? 0)) ** 2;
  return sum;
}

/** The picture, turned clockwise. */
export function turnedPicture({ width, height, grey }: Picture, turn: Turn): Picture {
  if (turn === 0) return { width, height, grey };
  const [newWidth, newHeight] = turn === 180 ? [width, height] : [height, width];
  const turned = new Uint8Array(grey.length);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (turn === 90) turned[x * newWidth + height - 1 - y] = grey[at] ?? 255;
      else if (turn === 180) turned[(height - 1 - y) * newWidth + width - 1 - x] = grey[at] ?? 255;
      else turned[(width - 1 - x) * newWidth + y] = grey[at] ?? 255;
      at += 1;
    }
  }
  return { width: newWidth, height: newHeight, grey: turned };
}

/** The picture as a file that every reader of pictures takes without unpacking: PGM (Netpbm, *P5*). */
export function pgmOf({ width, height, grey }: Picture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), grey]);
}

function inside({ width, height, grey }: Picture) {
  const paper = paperOf(grey);
  const along = (length: number): number[] => {
    const edge = Math.ceil(length * margin);
    return Array.from({ length: Math.max(1, Math.floor((length - 2 * edge) / step)) }, (_, at) => edge + at * step);
  };
  const isInk = (x: number, y: number): boolean => (grey[y * width + x] ?? 255) < paper - darkerThanPaper;
  return { rows: along(height), columns: along(width), isInk };
}

/** How light the paper is: what most of the page is like. */
function paperOf(grey: Uint8Array): number {
  const counts = new Uint32Array(16);
  for (let at = 0; at < grey.length; at += 97)
    counts[(grey[at] ?? 255) >> 4] = (counts[(grey[at] ?? 255) >> 4] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts)) * 16 + 8;
}
