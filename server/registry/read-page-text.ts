import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readPdf } from '../platform/read-pdf.ts';
import type { PageText, TextPiece } from './page-text.ts';

/** The text of a PDF as far as it is read: the fields stand on the first page and before the annexes. */
export interface ReadText {
  readonly pages: number;
  readonly text: readonly PageText[];
}

const MOST_PAGES = 20;
const MOST_PIECES = 4_000;

/** Runs in a worker process: the text of the first pages with its places, filled form fields included. */
export async function readPageText(pdf: Uint8Array): Promise<ReadText> {
  return await readPdf(pdf, async (document) => {
    const text: PageText[] = [];
    for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES); number += 1) {
      text.push(await readPage(await document.getPage(number), number));
    }
    return { pages: document.numPages, text };
  });
}

async function readPage(page: PDFPageProxy, number: number): Promise<PageText> {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = page.view;
  const { items } = await page.getTextContent();
  const printed = items.slice(0, MOST_PIECES).flatMap((item) => ('str' in item ? pieceOf(item, x1, y1) : []));
  const filled = (await page.getAnnotations()).flatMap((annotation) => filledField(annotation, x1, y1));
  return { page: number, width: x2 - x1, height: y2 - y1, pieces: [...printed, ...filled] };
}

interface PrintedText {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly fontName: string;
}

/** Text that does not run from left to right is left out: stamps across the page, seals. */
function pieceOf({ str, transform, width, fontName }: PrintedText, left: number, bottom: number): TextPiece[] {
  const [a = 0, b = 0, , d = 0, x = 0, y = 0] = transform.map(Number);
  if (str.trim() === '' || a <= 0 || Math.abs(b) > 0.01 * a) return [];
  return [{ text: str.normalize('NFC'), x: x - left, y: y - bottom, width, size: d, font: fontName }];
}

/** Number and date of documents that were numbered after signing stand in form fields. */
function filledField(annotation: unknown, left: number, bottom: number): TextPiece[] {
  if (typeof annotation !== 'object' || annotation === null) return [];
  if (!('fieldValue' in annotation) || !('rect' in annotation)) return [];
  const { fieldValue, rect } = annotation;
  if (typeof fieldValue !== 'string' || fieldValue.trim() === '' || !Array.isArray(rect)) return [];
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect.map(Number);
  const size = Math.min(y2 - y1, 14);
  const y = y1 + (y2 - y1 - size) / 2 + size * 0.2;
  return [
    {
      text: fieldValue.normalize('NFC').slice(0, 100),
      x: x1 - left,
      y: y - bottom,
      width: x2 - x1,
      size,
      font: 'field',
    },
  ];
}
