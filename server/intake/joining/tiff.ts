import { DomainError } from '../../platform/errors.ts';

/** One picture of a TIFF (Adobe, *TIFF Revision 6.0*, 1992), its data packed as they are there. */
export interface TiffPicture {
  readonly width: number;
  readonly height: number;
  /** How many times as high as wide a dot is: faxes have oblong ones. */
  readonly dotHeight: number;
  readonly orientation: number;
  readonly bits: number;
  readonly samples: number;
  readonly photometric: number;
  readonly compression: number;
  /** What stands before each row is its difference from its left neighbour (2), or itself (1). */
  readonly predictor: number;
  readonly jpegTables: Buffer;
  /** The picture from top to bottom. */
  readonly strips: readonly { readonly rows: number; readonly bytes: Buffer }[];
}

const tags = {
  ...{ width: 256, height: 257, bits: 258, compression: 259, photometric: 262, fillOrder: 266 },
  ...{ strips: 273, orientation: 274, samples: 277, rows: 278, counts: 279, across: 282, down: 283, planes: 284 },
  ...{ predictor: 317, tiles: 322, extra: 338, jpegTables: 347 },
} as const;
type Tag = keyof typeof tags;

const mostPictures = 500;
const mostValues = 1_000_000;
const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
const SHORT = 3;
const RATIONAL = 5;

/**
 * The pictures of a TIFF, one after the other. Refuses what scanners and faxes do not write – tiles, colours in a table, planes apart – with
 * `not-joinable`, and with `image-unreadable` what points beyond its end.
 */
export function tiffPictures(file: Buffer): TiffPicture[] {
  try {
    return readPictures(file);
  } catch (cause) {
    if (cause instanceof RangeError) throw unreadable(cause);
    throw cause;
  }
}

/** The refusal of a picture that is not what it says. */
export function unreadable(cause?: unknown): DomainError {
  return new DomainError('invalid', 'image-unreadable', 'The picture cannot be read', { cause });
}

function readPictures(file: Buffer): TiffPicture[] {
  const isLittle = file.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (isLittle ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const long = (at: number): number => (isLittle ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const pictures: TiffPicture[] = [];
  for (let at = long(4); at !== 0; ) {
    if (pictures.length === mostPictures) {
      throw new DomainError('invalid', 'too-many-pages', `A file is joined of at most ${mostPictures} pages`);
    }
    const count = short(at);
    const fields = new Map<number, number[]>();
    for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
      fields.set(short(entry), valuesAt({ file, short, long }, entry));
    }
    pictures.push(pictureOf(file, (tag) => fields.get(tags[tag]) ?? []));
    at = long(at + 2 + count * 12);
  }
  if (pictures.length === 0) throw unreadable();
  return pictures;
}

interface Reader {
  readonly file: Buffer;
  readonly short: (at: number) => number;
  readonly long: (at: number) => number;
}

/** The values of a field, which stand in it where they have room there. */
function valuesAt({ file, short, long }: Reader, entry: number): number[] {
  const type = short(entry + 2);
  const count = long(entry + 4);
  const size = sizes[type];
  if (size === undefined) return [];
  if (count > mostValues || count * size > file.length) throw unreadable();
  const start = count * size <= 4 ? entry + 8 : long(entry + 8);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    if (type === RATIONAL) return long(at) / long(at + 4);
    if (type === SHORT) return short(at);
    return size === 1 ? file.readUInt8(at) : long(at);
  });
}

function pictureOf(file: Buffer, valuesOf: (tag: Tag) => readonly number[]): TiffPicture {
  const one = (tag: Tag, otherwise: number): number => valuesOf(tag)[0] ?? otherwise;
  const [width, height, samples] = [one('width', 0), one('height', 0), one('samples', 1)];
  if (width === 0 || height === 0) throw unreadable();
  const known = samples === 1 ? [0, 1] : [2, 6];
  const isPlain = known.includes(one('photometric', -1)) && one('planes', 1) === 1 && [1, 3].includes(samples);
  if (!isPlain || valuesOf('tiles').length > 0 || valuesOf('extra').length > 0) throw notJoinable();
  const rows = Math.min(one('rows', height), height);
  const strips = valuesOf('strips').map((start, index) => {
    const bytes = file.subarray(start, start + (valuesOf('counts')[index] ?? 0));
    return { rows: Math.min(rows, height - index * rows), bytes: one('fillOrder', 1) === 2 ? mirrored(bytes) : bytes };
  });
  if (strips.length !== Math.ceil(height / rows)) throw unreadable();
  return {
    ...{ width, height, samples, strips },
    dotHeight: dotHeightOf(one('across', 1), one('down', 1)),
    orientation: one('orientation', 1),
    bits: one('bits', 1),
    photometric: one('photometric', 0),
    compression: one('compression', 1),
    predictor: one('predictor', 1),
    jpegTables: Buffer.from(valuesOf('jpegTables')),
  };
}

/** Of what nobody prints with it is not believed. */
function dotHeightOf(across: number, down: number): number {
  const height = across / down;
  return height > 0.2 && height < 5 ? height : 1;
}

/** The refusal of a kind of TIFF of which no page is made. */
export function notJoinable(): DomainError {
  return new DomainError('invalid', 'not-joinable', 'Pages are made of PDF, JPEG, PNG, and TIFF as scanners write it');
}

/** Each byte with its bits the other way round, as some faxes send them. */
function mirrored(bytes: Buffer): Buffer {
  return bytes.map((byte) => {
    let turned = 0;
    for (let bit = 0; bit < 8; bit += 1) turned |= ((byte >> bit) & 1) << (7 - bit);
    return turned;
  }) as Buffer;
}
