import { drawOver } from '../../pdf-signatures/pdf/page-content.ts';
import { pageView } from '../../pdf-signatures/pdf/page-view.ts';
import { type PDFDocument, type PDFPage, rgb } from '../../pdf-signatures/pdf/pdf-lib.cjs';
import { number } from '../../pdf-signatures/produce/appearance.ts';
import { formSheet, type SheetFonts } from './form-sheet.ts';
import { dotsPerPoint, type Picture, pageCopy } from './page-copy.ts';

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
const red = rgb(0.76, 0.09, 0.11);

/**
 * A rendition (*bản thể hiện*) of a received document with the arrival stamp, for printing, beside the signed file: a `pageCopy`, which
 * refuses for it. The stamp stands where page 1 is blank, else on a sheet before it.
 */
export async function arrivalRendition(pdf: Uint8Array, arrival: ArrivalStamp): Promise<Uint8Array> {
  return await pageCopy(pdf, (copy, first) => putStamp(copy, first, arrival));
}

/** Draws the stamp upright on page 1 as its reader sees it, or on a sheet of its own before it. */
export async function putStamp(copy: PDFDocument, first: Picture, arrival: ArrivalStamp): Promise<void> {
  const { width, height } = first.size;
  const size = { width: stamp.width + 2 * edge, height: stamp.height + 2 * edge };
  const form = await formSheet(copy, size, (page, fonts) => drawStamp(page, edge, edge, arrival, fonts));
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

function drawStamp(page: PDFPage, x: number, y: number, arrival: ArrivalStamp, { regular, bold }: SheetFonts): void {
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
