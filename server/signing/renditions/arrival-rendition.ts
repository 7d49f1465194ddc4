import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import fontkit from '@cantoo/fontkit';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { drawOver } from '../../pdf-signatures/pdf/page-content.ts';
import { pageView } from '../../pdf-signatures/pdf/page-view.ts';
import {
  PDFDocument,
  type PDFEmbeddedPage,
  type PDFFont,
  type PDFPage,
  PDFRawStream,
  rgb,
} from '../../pdf-signatures/pdf/pdf-lib.cjs';
import { name } from '../../pdf-signatures/pdf/pdf-update.ts';
import { number } from '../../pdf-signatures/produce/appearance.ts';
import { type PrintCopy, printCopy } from '../../pdf-signatures/produce/print-copy.ts';
import { rewrite } from '../../pdf-signatures/produce/rewrite-pdf.ts';
import { DomainError } from '../../platform/errors.ts';
import { fontFiles } from '../../platform/render/fonts.ts';

/** What the arrival stamp (*dấu “Đến”*, NĐ 30/2020 Phụ lục IV) says. */
export interface ArrivalStamp {
  readonly agency: string;
  readonly number: string;
  readonly day: string;
  /** To whom it goes, and the case file; blank until known. */
  readonly forwardTo?: string;
  readonly caseFile?: string;
}

const millimetre = 72 / 25.4;
const stamp = { width: 50 * millimetre, height: 35 * millimetre };
const dotsPerPoint = 150 / 72;
/** Pictures of pages are lossless: with many of them the copy would not be read any more, so they are coarser. */
const coarse = { dotsPerPoint: 100 / 72, fromPictures: 30 };
const mostPages = 200;
const red = rgb(0.76, 0.09, 0.11);

/**
 * A rendition (*bản thể hiện*) of a received document with the arrival stamp, for printing, beside the signed file, whose bytes nobody
 * touches: its pages as they are, with signatures and fields drawn into them; a page that would look otherwise than a reader shows it is
 * a picture of what the reader shows. Refuses what has too many pages. The stamp stands where page 1 is blank, else on a sheet before it.
 */
export async function arrivalRendition(pdf: Uint8Array, arrival: ArrivalStamp): Promise<Uint8Array> {
  const library = await PDFiumLibrary.init();
  try {
    const shown = await library.loadDocument(Buffer.from(pdf));
    if (shown.getPageCount() > mostPages) {
      throw new DomainError('invalid', 'too-complex', `More than ${mostPages} pages are printed from the file itself`);
    }
    const copy = await copyOf(pdf, shown, library);
    await putStamp(copy, await pictureOf(shown, 0, dotsPerPoint), arrival);
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

interface Picture {
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

/** Draws the stamp upright on page 1 as its reader sees it, or on a sheet of its own before it. */
async function putStamp(copy: PDFDocument, first: Picture, arrival: ArrivalStamp): Promise<void> {
  const { width, height } = first.size;
  const form = await stampForm(copy, arrival);
  const blank = blankPlace(first);
  const { x, y } = blank ?? { x: 20 * millimetre, y: height - 20 * millimetre - stamp.height };
  const { node } = blank === undefined ? copy.insertPage(0, [width, height]) : copy.getPage(0);
  const view = pageView(node);
  const unit = view.width / width;
  const upright = `${view.toPage.map(number).join(' ')} cm ${number(unit)} 0 0 ${number(unit)}`;
  drawOver(
    node,
    (nameOf) => `q ${upright} ${number((x - edge) * unit)} ${number((y - edge) * unit)} cm /${nameOf(form.ref)} Do Q\n`,
    (object) => copy.context.register(object),
  );
}

/** Room for the half of the border that stands outside the stamp. */
const edge = 1;

async function stampForm(copy: PDFDocument, arrival: ArrivalStamp): Promise<PDFEmbeddedPage> {
  const sheet = await PDFDocument.create({ updateMetadata: false });
  sheet.registerFontkit(fontkit);
  const [regular = '', , bold = ''] = fontFiles;
  const fonts = {
    regular: await sheet.embedFont(await readFile(regular), { subset: true }),
    bold: await sheet.embedFont(await readFile(bold), { subset: true }),
  };
  drawStamp(sheet.addPage([stamp.width + 2 * edge, stamp.height + 2 * edge]), edge, edge, arrival, fonts);
  const [form] = await copy.embedPdf(await sheet.save());
  if (form === undefined) throw new Error('The stamp is one page');
  await copy.flush();
  return form;
}

/** Under the notation on the left, under the day on the right, or wherever the upper half is blank (NĐ 30/2020 Phụ lục IV). */
function blankPlace(picture: Picture): { x: number; y: number } | undefined {
  const { width, height } = picture.size;
  const columns = [20 * millimetre, width - 15 * millimetre - stamp.width, (width - stamp.width) / 2];
  for (let below = 25 * millimetre; below < height / 2; below += 2 * millimetre) {
    const x = columns.find((column) => isBlank(picture, column, below));
    if (x !== undefined) return { x, y: height - below - stamp.height };
  }
  return undefined;
}

function isBlank({ width, grey }: Picture, left: number, below: number): boolean {
  const [x1, x2] = [left, left + stamp.width].map((at) => Math.round(at * dotsPerPoint));
  const [y1, y2] = [below, below + stamp.height].map((at) => Math.round(at * dotsPerPoint));
  for (let y = y1 ?? 0; y < (y2 ?? 0); y += 1) {
    for (let x = x1 ?? 0; x < (x2 ?? 0); x += 1) if ((grey[y * width + x] ?? 255) < 160) return false;
  }
  return true;
}

function drawStamp(
  page: PDFPage,
  x: number,
  y: number,
  arrival: ArrivalStamp,
  { regular, bold }: { readonly regular: PDFFont; readonly bold: PDFFont },
): void {
  page.drawRectangle({ x, y, ...stamp, borderColor: red, borderWidth: 1 });
  const centred = (text: string, baseline: number, size: number): void => {
    const fitting = Math.min(size, (size * (stamp.width - 6)) / bold.widthOfTextAtSize(text, size));
    const at = x + (stamp.width - bold.widthOfTextAtSize(text, fitting)) / 2;
    page.drawText(text, { x: at, y: y + baseline, size: fitting, font: bold, color: red });
  };
  centred(arrival.agency.normalize('NFC').toUpperCase(), 84, 9);
  centred('ĐẾN', 66, 14);
  const lines = [
    `Số: ${arrival.number}`,
    `Ngày: ${arrival.day}`,
    `Chuyển: ${arrival.forwardTo ?? '…………………………'}`,
    `Số và ký hiệu HS: ${arrival.caseFile ?? '………………'}`,
  ];
  for (const [index, line] of lines.entries()) {
    const text = line.normalize('NFC');
    const size = Math.min(9, (9 * (stamp.width - 10)) / regular.widthOfTextAtSize(text, 9));
    page.drawText(text, { x: x + 5, y: y + 50 - index * 14, size, font: regular, color: red });
  }
}
