import { createHash } from 'node:crypto';
import { DomainError } from '../../platform/errors.ts';
import { PDFContext, PDFRawStream, PDFRef, PngEmbedder } from './pdf-lib.cjs';
import { name, type PdfUpdate } from './pdf-update.ts';

/** An image placed in a file, with its size in pixels. */
export interface PlacedImage {
  readonly ref: PDFRef;
  readonly width: number;
  readonly height: number;
}

interface DecodedPng {
  readonly width: number;
  readonly height: number;
  readonly image: PDFRawStream;
  readonly mask: PDFRawStream | undefined;
}

/** Decoding costs more than signing, and one seal is used all day: the last few images stay decoded. */
const decoded = new Map<string, DecodedPng>();
const keptImages = 16;
const mostPixels = 4_000_000;

/** Adds a PNG (signature image, seal image: PNG with transparency, NĐ 30 Phụ lục I) to an update. */
export async function addPng(update: PdfUpdate, png: Uint8Array): Promise<PlacedImage> {
  const { width, height, image, mask } = await decode(png);
  const add = (stream: PDFRawStream, more: Record<string, PDFRef> = {}): PDFRef => {
    const dict = update.context.obj({});
    for (const [key, value] of stream.dict.entries()) if (key !== name('SMask')) dict.set(key, value);
    for (const [key, value] of Object.entries(more)) dict.set(name(key), value);
    return update.add(PDFRawStream.of(dict, stream.contents));
  };
  const ref = mask === undefined ? add(image) : add(image, { SMask: add(mask) });
  return { ref, width, height };
}

/** Refuses what could not be placed in a document later: no PNG, a damaged or a huge one. */
export async function requirePng(png: Uint8Array): Promise<void> {
  await decode(png);
}

/** Refuses what is no PNG, and one so large that decoding it would be an attack. */
async function decode(png: Uint8Array): Promise<DecodedPng> {
  const key = createHash('sha256').update(png).digest('hex');
  const known = decoded.get(key);
  if (known !== undefined) return known;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const isPng = png.length > 33 && view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452;
  if (!isPng || view.getUint32(16) * view.getUint32(20) > mostPixels) {
    throw new DomainError('invalid', 'image-unreadable', 'The image is not a PNG of at most 4 million pixels');
  }
  const scratch = PDFContext.create();
  const embedder = await PngEmbedder.for(png).catch((cause: unknown) => {
    throw new DomainError('invalid', 'image-unreadable', 'The PNG is damaged', { cause });
  });
  const image = streamOf(scratch, await embedder.embedIntoContext(scratch));
  if (image === undefined) throw new Error('pdf-lib embeds a PNG as a stream');
  const made = {
    width: embedder.width,
    height: embedder.height,
    image,
    mask: streamOf(scratch, image.dict.get(name('SMask'))),
  };
  if (decoded.size >= keptImages) decoded.delete(decoded.keys().next().value ?? '');
  decoded.set(key, made);
  return made;
}

function streamOf(context: PDFContext, ref: unknown): PDFRawStream | undefined {
  const stream = ref instanceof PDFRef ? context.lookup(ref) : undefined;
  return stream instanceof PDFRawStream ? stream : undefined;
}
