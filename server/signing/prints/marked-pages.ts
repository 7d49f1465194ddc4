import encodeQR from 'qr';
import { drawOver } from '../../pdf-signatures/pdf/page-content.ts';
import { toPage } from '../../pdf-signatures/pdf/page-geometry.ts';
import { pageView } from '../../pdf-signatures/pdf/page-view.ts';
import { PDFDocument, type PDFFont, PDFNumber, type PDFPage } from '../../pdf-signatures/pdf/pdf-lib.cjs';
import { name } from '../../pdf-signatures/pdf/pdf-update.ts';
import { number } from '../../pdf-signatures/produce/appearance.ts';
import { type ArrivalStamp, putStamp } from '../renditions/arrival-rendition.ts';
import { formSheet } from '../renditions/form-sheet.ts';
import { pageCopy } from '../renditions/page-copy.ts';

/** What stands below each page of a printed copy. */
export interface PrintMark {
  /** That it is a copy, and how the document stands; who printed it; where to ask. */
  readonly lines: readonly string[];
  /** What the QR code says; none before there is anything to ask. */
  readonly address: string | undefined;
}

const millimetre = 72 / 25.4;
const strip = 14 * millimetre;
const code = 12 * millimetre;
const inset = 10 * millimetre;
const fontSize = 7.5;
const leading = 10;

/**
 * A marked copy (*bản in có đánh dấu*) of a file for printing, a registered one with its arrival stamp: a `pageCopy`, which refuses for it.
 * The mark stands on a strip that is added below each page, so that it covers nothing; printers fit the whole to their paper.
 */
export async function markedPages(pdf: Uint8Array, mark: PrintMark, stamp?: ArrivalStamp): Promise<Uint8Array> {
  return await pageCopy(pdf, async (copy, first) => {
    if (stamp !== undefined) await putStamp(copy, first, stamp);
    await putMark(copy, mark);
  });
}

/** Several files as one, in order. */
export async function joinedPages(pdfs: readonly Uint8Array[]): Promise<Uint8Array> {
  const all = await PDFDocument.create({ updateMetadata: false });
  for (const pdf of pdfs) {
    const one = await PDFDocument.load(pdf, { updateMetadata: false });
    for (const page of await all.copyPages(one, one.getPageIndices())) all.addPage(page);
  }
  return await all.save();
}

async function putMark(copy: PDFDocument, { lines, address }: PrintMark): Promise<void> {
  const texts = lines.map((line) => line.normalize('NFC'));
  const left = address === undefined ? 0 : code + 2 * millimetre;
  let width = 0;
  // Wider than any line: how long the longest is, only the font knows.
  const sheet = { width: 4_000, height: strip };
  const form = await formSheet(copy, sheet, (page, { regular, bold }) => {
    if (address !== undefined) drawCode(page, address);
    for (const [index, text] of texts.entries()) {
      const font = index === 0 ? bold : regular;
      page.drawText(text, { x: left, y: baseline(index, texts.length), size: fontSize, font });
      width = Math.max(width, left + widthOf(font, text));
    }
  });
  for (const { node } of copy.getPages()) {
    const view = pageView(node);
    const unit = 1 / unitOf(node);
    const scale = unit * Math.min(1, (view.width / unit - 2 * inset) / width);
    const height = strip * unit;
    const { x, y, ...size } = toPage(view, { x: 0, y: -height, width: view.width, height: view.height + height });
    const box = copy.context.obj([x, y, x + size.width, y + size.height]);
    for (const key of ['MediaBox', 'CropBox']) node.set(name(key), box);
    const place = `${number(scale)} 0 0 ${number(scale)} ${number(inset * unit)} ${number(-height)} cm`;
    const white = `1 1 1 rg 0 ${number(-height)} ${number(view.width)} ${number(height)} re f`;
    drawOver(
      node,
      (nameOf) => `q ${view.toPage.map(number).join(' ')} cm ${white} ${place} /${nameOf(form.ref)} Do Q\n`,
      (object) => copy.context.register(object),
    );
  }
}

const widthOf = (font: PDFFont, text: string): number => font.widthOfTextAtSize(text, fontSize);

/** The lines stand in the middle of the strip. */
function baseline(index: number, count: number): number {
  return strip / 2 + (count * leading) / 2 - (index + 0.8) * leading;
}

/** Points to one unit of the page (ISO 32000-2 §7.7.3.3, `UserUnit`). */
function unitOf(page: PDFPage['node']): number {
  const unit = page.lookup(name('UserUnit'));
  return unit instanceof PDFNumber && unit.asNumber() > 0 ? unit.asNumber() : 1;
}

/** Dark squares of the code, those side by side as one. */
function drawCode(page: PDFPage, address: string): void {
  const rows = encodeQR(address, 'raw', { ecc: 'medium', border: 1 });
  const side = code / rows.length;
  for (const [row, squares] of rows.entries()) {
    const y = (strip - code) / 2 + code - (row + 1) * side;
    for (let at = 0; at < squares.length; at += 1) {
      if (!squares[at]) continue;
      const from = at;
      while (squares[at + 1]) at += 1;
      page.drawRectangle({ x: from * side, y, width: (at + 1 - from) * side, height: side });
    }
  }
}
