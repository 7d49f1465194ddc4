import { DomainError } from '../errors.ts';
import type { KnownType } from './known-types.ts';
import type { ReadBytes } from './office-file.ts';

/** An A0 sheet at 300 dots an inch has 140 million; decoded, each takes four bytes of whoever opens it. */
const mostPixels = 400_000_000;

/** Refuses a picture that is small as a file and fills the memory of every program that shows it, and one that hides how large it is. */
export async function refuseHugeImage(type: KnownType, read: ReadBytes): Promise<void> {
  const size = await sizeOf(type, read);
  if (size && size.width * size.height > mostPixels) {
    throw new DomainError('invalid', 'image-too-large', `The picture has ${size.width} × ${size.height} pixels`);
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

async function sizeOf(type: KnownType, read: ReadBytes): Promise<Size | undefined> {
  if (type === 'image/png') return pngSize(Buffer.from(await read(0, 24)));
  if (type === 'image/jpeg') return await jpegSize(read);
  return type === 'image/tiff' ? await tiffSize(read) : undefined;
}

function pngSize(start: Buffer): Size | undefined {
  const hasHeader = start.length === 24 && start.toString('latin1', 12, 16) === 'IHDR';
  return hasHeader ? { width: start.readUInt32BE(16), height: start.readUInt32BE(20) } : undefined;
}

const mostSegments = 500;

/** The frame header: behind comments and previews, each of which says how long it is. */
async function jpegSize(read: ReadBytes): Promise<Size | undefined> {
  let at = 2;
  for (let count = 0; count < mostSegments; count += 1) {
    const segment = Buffer.from(await read(at, 9));
    if (segment.length < 9 || segment[0] !== 0xff) return undefined;
    const kind = segment[1] ?? 0;
    const isFrame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
    if (isFrame) return { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) };
    // A marker may be led by any number of fill bytes.
    at += kind === 0xff ? 1 : 2 + segment.readUInt16BE(2);
  }
  throw new DomainError(
    'invalid',
    'image-size-unknown',
    `The picture does not say its size in ${mostSegments} segments`,
  );
}

/** The tags of the first page: 256 is its width, 257 its height. */
async function tiffSize(read: ReadBytes): Promise<Size | undefined> {
  const header = Buffer.from(await read(0, 8));
  if (header.length < 8) return undefined;
  const isLittle = header[0] === 0x49;
  const short = (bytes: Buffer, at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (bytes: Buffer, at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const start = long(header, 4);
  const counted = Buffer.from(await read(start, 2));
  if (counted.length < 2) return undefined;
  const tags = Buffer.from(await read(start + 2, short(counted, 0) * 12));
  const tagged = (tag: number): number => {
    for (let at = 0; at + 12 <= tags.length; at += 12) {
      if (short(tags, at) === tag) return short(tags, at + 2) === 3 ? short(tags, at + 8) : long(tags, at + 8);
    }
    return 0;
  };
  return { width: tagged(256), height: tagged(257) };
}
