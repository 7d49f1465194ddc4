import { readFile } from 'node:fs/promises';
import fontkit from '@cantoo/fontkit';
import { drawOver } from '../../pdf-signatures/pdf/page-content.ts';
import { turnedOnce } from '../../pdf-signatures/pdf/page-geometry.ts';
import { pageView } from '../../pdf-signatures/pdf/page-view.ts';
import {
  PDFDocument,
  type PDFEmbeddedPage,
  type PDFFont,
  type PDFPage,
  rgb,
  setCharacterSqueeze,
  TextRenderingMode,
} from '../../pdf-signatures/pdf/pdf-lib.cjs';
import { number } from '../../pdf-signatures/produce/appearance.ts';
import { printCopy } from '../../pdf-signatures/produce/print-copy.ts';
import { rewrite } from '../../pdf-signatures/produce/rewrite-pdf.ts';
import { fontFiles } from '../../platform/render/fonts.ts';
import type { Turn } from './picture.ts';
import type { PageWord } from './recognised-text.ts';

/** A page with what was recognised on it. */
export interface RecognisedPage {
  /** The first page is 1. */
  readonly page: number;
  readonly turn: Turn;
  /** In points, upright. */
  readonly width: number;
  readonly height: number;
  readonly words: readonly PageWord[];
}

/** What every page of such a copy says of itself. */
const remark = 'Bản tra cứu, không phải bản gốc: chữ do máy nhận dạng';

/**
 * A copy of a scan in which text is found and marked (*bản tra cứu*), beside the file, whose bytes nobody touches: its pages as they are, over
 * them what was recognised, unseen, and at their foot what the copy is. Refuses what is encrypted or cannot be read. Runs in a worker process.
 */
export async function searchableCopy(pdf: Uint8Array, pages: readonly RecognisedPage[]): Promise<Uint8Array> {
  const copy = await PDFDocument.load((await printCopy(pdf)).pdf, { updateMetadata: false });
  const layers = await copy.embedPdf(await textLayers(pages), [...pages.keys()]);
  await copy.flush();
  for (const [index, layer] of layers.entries()) {
    const recognised = pages[index];
    if (recognised && recognised.page <= copy.getPageCount()) layOver(copy, recognised, layer);
  }
  return await rewrite(copy.context);
}

/** A sheet of unseen text for each page. */
async function textLayers(pages: readonly RecognisedPage[]): Promise<Uint8Array> {
  const sheets = await PDFDocument.create({ updateMetadata: false });
  sheets.registerFontkit(fontkit);
  const [regular = ''] = fontFiles;
  const font = await sheets.embedFont(await readFile(regular), { subset: true });
  for (const { width, height, words } of pages) {
    const sheet = sheets.addPage([width, height]);
    sheet.drawText(remark, { x: 12, y: 8, size: 6.5, font, color: rgb(0.35, 0.35, 0.35) });
    for (const word of words) writeWord(sheet, font, word);
  }
  return await sheets.save();
}

/** A word over its picture, as wide as that. */
function writeWord(sheet: PDFPage, font: PDFFont, [text, x, y, width, size]: PageWord): void {
  const written = text.normalize('NFC');
  const natural = font.widthOfTextAtSize(written, size);
  if (natural <= 0) return;
  sheet.pushOperators(setCharacterSqueeze((100 * width) / natural));
  sheet.drawText(written, { x, y, size, font, renderMode: TextRenderingMode.Invisible });
}

/** Lays a sheet over its page, turned as its text stands there. */
function layOver(copy: PDFDocument, { page, turn, width }: RecognisedPage, layer: PDFEmbeddedPage): void {
  const { node } = copy.getPage(page - 1);
  const upright = turnedOnce(pageView(node), turn);
  const unit = number(upright.width / width);
  drawOver(
    node,
    (nameOf) => `q ${upright.toPage.map(number).join(' ')} cm ${unit} 0 0 ${unit} 0 0 cm /${nameOf(layer.ref)} Do Q\n`,
    (object) => copy.context.register(object),
  );
}
