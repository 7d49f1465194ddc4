import { deflateSync } from 'node:zlib';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { drawOver } from '../../pdf-signatures/pdf/page-content.ts';
import { PDFDocument, type PDFPage, PDFRawStream } from '../../pdf-signatures/pdf/pdf-lib.cjs';
import { name } from '../../pdf-signatures/pdf/pdf-update.ts';
import { number } from '../../pdf-signatures/produce/appearance.ts';
import { type PrintCopy, printCopy } from '../../pdf-signatures/produce/print-copy.ts';
import { rewrite } from '../../pdf-signatures/produce/rewrite-pdf.ts';
import { DomainError } from '../../platform/errors.ts';
import { MOST_PAGES } from './most-pages.ts';

export const dotsPerPoint = 150 / 72;
/** Pictures of pages are lossless: with many of them the copy would not be read any more, so they are coarser. */
const coarse = { dotsPerPoint: 100 / 72, fromPictures: 30 };

/**
 * A copy of the pages of a file for printing, drawn on by `draw`, beside the file, whose bytes nobody touches: its pages as they are, with
 * signatures and fields drawn into them; a page that would look otherwise than a reader shows it is a picture of what the reader shows.
 * `draw` gets page 1 as a picture too. Refuses what has too many pages or cannot be shown.
 */
export async function pageCopy(
  pdf: Uint8Array,
  draw: (copy: PDFDocument, first: Picture) => Promise<void>,
): Promise<Uint8Array> {
  const library = await PDFiumLibrary.init();
  try {
    const shown = await library.loadDocument(Buffer.from(pdf));
    if (shown.getPageCount() > MOST_PAGES) {
      throw new DomainError('invalid', 'too-complex', `More than ${MOST_PAGES} pages are printed from the file itself`);
    }
    const copy = await copyOf(pdf, shown, library);
    await draw(copy, await pictureOf(shown, 0, dotsPerPoint));
    shown.destroy();
    return await rewrite(copy.context);
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('invalid', 'pdf-unreadable', 'The pages of the PDF cannot be shown', { cause });
  } finally {
    library.destroy();
  }
}

/** The pages as they are, and pictures in place of those that would look otherwise, or of all when the file is not ours to read. */
async function copyOf(pdf: Uint8Array, shown: PDFiumDocument, library: PDFiumLibrary): Promise<PDFDocument> {
  const count = shown.getPageCount();
  const printed = await readablePages(pdf, count);
  const copy = await (printed === undefined
    ? PDFDocument.create({ updateMetadata: false })
    : PDFDocument.load(printed.pdf, { updateMetadata: false }));
  const pages = Array.from({ length: count }, (_, index) => index);
  const pictures = printed === undefined ? pages : await looksOtherwise(printed, shown, library);
  const dots = pictures.length < coarse.fromPictures ? dotsPerPoint : coarse.dotsPerPoint;
  for (const index of pictures) {
    const page = printed === undefined ? copy.addPage() : copy.getPage(index);
    showPicture(page, await pictureOf(shown, index, dots));
  }
  return copy;
}

/** None of a file that is encrypted, or whose pages we count otherwise than the reader. */
async function readablePages(pdf: Uint8Array, count: number): Promise<PrintCopy | undefined> {
  try {
    const printed = await printCopy(pdf);
    return printed.pages === count ? printed : undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return undefined; // the reader shows it all the same
  }
}

async function looksOtherwise(
  { pdf, drawn }: PrintCopy,
  shown: PDFiumDocument,
  library: PDFiumLibrary,
): Promise<number[]> {
  const copied = await library.loadDocument(Buffer.from(pdf));
  const otherwise: number[] = [];
  for (const index of drawn) if (!(await looksTheSame(shown, copied, index))) otherwise.push(index);
  copied.destroy();
  return otherwise;
}

/** Values of pixels that the smoothing of edges alone does not make differ so much, and how many of them may. */
const tolerance = { difference: 96, values: 60 };

async function looksTheSame(one: PDFiumDocument, other: PDFiumDocument, index: number): Promise<boolean> {
  const [a, b] = [await bitmapOf(one, index, 1), await bitmapOf(other, index, 1)];
  if (a.width !== b.width || a.height !== b.height) return false;
  let differing = 0;
  for (let at = 0; at < a.data.length; at += 1) {
    if (Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)) > tolerance.difference) differing += 1;
  }
  return differing <= tolerance.values;
}

const bitmapOf = (document: PDFiumDocument, index: number, scale: number) =>
  document.getPage(index).render({ scale, render: 'bitmap', renderFormFields: true });

/** A page as its reader sees it. */
export interface Picture {
  /** In points, as the page is shown. */
  readonly size: { readonly width: number; readonly height: number };
  readonly width: number;
  readonly height: number;
  /** The darkest of the colours of each pixel. */
  readonly grey: Buffer;
  /** None where the page has no colours. */
  readonly colours: Buffer | undefined;
}

async function pictureOf(document: PDFiumDocument, index: number, dots: number): Promise<Picture> {
  const { width, height, data } = await bitmapOf(document, index, dots);
  const colours = Buffer.alloc(width * height * 3);
  const grey = Buffer.alloc(width * height);
  let hasColours = false;
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [one = 255, two = 255, three = 255] = [data[4 * pixel], data[4 * pixel + 1], data[4 * pixel + 2]];
    colours[3 * pixel] = one;
    colours[3 * pixel + 1] = two;
    colours[3 * pixel + 2] = three;
    grey[pixel] = Math.min(one, two, three);
    hasColours ||= one !== two || two !== three;
  }
  const { originalWidth, originalHeight } = document.getPage(index).getOriginalSize();
  const size = { width: originalWidth, height: originalHeight };
  return { size, width, height, grey, colours: hasColours ? colours : undefined };
}

function showPicture(page: PDFPage, { size, width, height, grey, colours }: Picture): void {
  const { node, doc } = page;
  const { context } = doc;
  const image = PDFRawStream.of(
    context.obj({
      ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height, Filter: 'FlateDecode' },
      ...{ ColorSpace: colours === undefined ? 'DeviceGray' : 'DeviceRGB', BitsPerComponent: 8 },
    }),
    deflateSync(colours ?? grey),
  );
  const [across, up] = [number(size.width), number(size.height)];
  for (const key of ['CropBox', 'Rotate', 'UserUnit', 'Group', 'Contents', 'Resources']) node.delete(name(key));
  node.set(name('MediaBox'), context.obj([0, 0, across, up]));
  node.set(name('CropBox'), context.obj([0, 0, across, up]));
  node.set(name('Rotate'), context.obj(0));
  node.set(name('Resources'), context.obj({}));
  const ref = context.register(image);
  drawOver(
    node,
    (nameOf) => `q ${across} 0 0 ${up} 0 0 cm /${nameOf(ref)} Do Q\n`,
    (object) => context.register(object),
  );
}
