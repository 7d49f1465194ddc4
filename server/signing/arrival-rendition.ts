import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import fontkit from '@cantoo/fontkit';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { PDFDocument, type PDFFont, PDFName, type PDFPage, PDFRawStream, rgb } from 'pdf-lib';
import { DomainError } from '../platform/errors.ts';
import { fontFiles } from '../platform/render/fonts.ts';

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
const mostPages = 200;
const red = rgb(0.76, 0.09, 0.11);

/**
 * A rendition (*bản thể hiện*) of a received document with the arrival stamp, for printing: pictures of its pages as a reader shows them,
 * beside the signed file, whose bytes nobody touches. Refuses what has too many pages. The stamp stands where page 1 is blank, else on a sheet before it.
 */
export async function arrivalRendition(pdf: Uint8Array, arrival: ArrivalStamp): Promise<Uint8Array> {
  const rendition = await PDFDocument.create({ updateMetadata: false });
  rendition.registerFontkit(fontkit);
  const [regular = '', , bold = ''] = fontFiles;
  const fonts = {
    regular: await rendition.embedFont(await readFile(regular), { subset: true }),
    bold: await rendition.embedFont(await readFile(bold), { subset: true }),
  };
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(Buffer.from(pdf));
    if (document.getPageCount() > mostPages) {
      throw new DomainError('invalid', 'too-complex', `More than ${mostPages} pages are printed from the file itself`);
    }
    for (let index = 0; index < document.getPageCount(); index += 1) {
      const picture = await pictureOf(document, index);
      if (index === 0) placeStamp(rendition, picture, (page, x, y) => drawStamp(page, x, y, arrival, fonts));
      else addPage(rendition, picture);
    }
    document.destroy();
    return await rendition.save();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('invalid', 'pdf-unreadable', 'The pages of the PDF cannot be shown', { cause });
  } finally {
    library.destroy();
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Buffer;
  readonly colours: Buffer;
}

async function pictureOf(document: PDFiumDocument, index: number): Promise<Picture> {
  const { width, height, data } = await document
    .getPage(index)
    .render({ scale: dotsPerPoint, render: 'bitmap', renderFormFields: true });
  const colours = Buffer.alloc(width * height * 3);
  const grey = Buffer.alloc(width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) colours[3 * pixel + channel] = data[4 * pixel + channel] ?? 255;
    grey[pixel] = Math.min(data[4 * pixel] ?? 255, data[4 * pixel + 1] ?? 255, data[4 * pixel + 2] ?? 255);
  }
  return { width, height, grey, colours };
}

function addPage(rendition: PDFDocument, { width, height, colours }: Picture): PDFPage {
  const { context } = rendition;
  const entries = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, Filter: 'FlateDecode' };
  const dict = context.obj({ ...entries, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 });
  const image = context.register(PDFRawStream.of(dict, deflateSync(colours)));
  const page = rendition.addPage([width / dotsPerPoint, height / dotsPerPoint]);
  page.node.setXObject(PDFName.of('Page'), image);
  const drawn = `q ${page.getWidth()} 0 0 ${page.getHeight()} 0 0 cm /Page Do Q\n`;
  page.node.set(PDFName.of('Contents'), context.obj([context.register(context.stream(drawn))]));
  return page;
}

type Draw = (page: PDFPage, x: number, y: number) => void;

/** Under the notation on the left, under the day on the right, or wherever the upper half is blank (NĐ 30/2020 Phụ lục IV). */
function placeStamp(rendition: PDFDocument, picture: Picture, draw: Draw): void {
  const [width, height] = [picture.width / dotsPerPoint, picture.height / dotsPerPoint];
  const columns = [20 * millimetre, width - 15 * millimetre - stamp.width, (width - stamp.width) / 2];
  for (let below = 25 * millimetre; below < height / 2; below += 2 * millimetre) {
    const x = columns.find((column) => isBlank(picture, column, below));
    if (x === undefined) continue;
    draw(addPage(rendition, picture), x, height - below - stamp.height);
    return;
  }
  draw(rendition.addPage([width, height]), 20 * millimetre, height - 20 * millimetre - stamp.height);
  addPage(rendition, picture);
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
