import type { Turn } from '../scans/picture.ts';

/** By how much what bears this tag *Orientation* is turned clockwise; mirrored pictures, which no camera makes, are taken as they are. */
export const turnOf: Readonly<Record<number, Turn>> = { 3: 180, 6: 90, 8: 270 };
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;
const ORIENTATION = 0x0112;

/**
 * By how much a JPEG is to be turned clockwise to be seen as the camera was held (Exif 2.3 §4.6.4, tag *Orientation*); what it does not say
 * is 0, and mirrored pictures, which no camera makes, are taken as they are.
 */
export function photoTurn(jpeg: Buffer): Turn {
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1];
    if (marker === START_OF_SCAN) return 0;
    const segment = jpeg.subarray(at + 4, at + 2 + jpeg.readUInt16BE(at + 2));
    if (marker === APP1 && segment.toString('latin1', 0, 4) === 'Exif') return turnIn(segment.subarray(6));
  }
  return 0;
}

/** The tag among those of the first directory of a TIFF header. */
function turnIn(tiff: Buffer): Turn {
  if (tiff.length < 8) return 0;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return 0;
  for (let entry = 0; entry < short(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return 0;
    if (short(at) === ORIENTATION) return turnOf[short(at + 8)] ?? 0;
  }
  return 0;
}
