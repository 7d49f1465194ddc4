import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';
import { matrixInView, type PageView, toView, viewOf } from '../pdf-signatures/pdf/page-geometry.ts';
import { readPdf } from '../pdf-signatures/pdf/read-pdf.ts';
import { spelled } from '../platform/text/fold.ts';
import type { PageText, TextPiece } from './page-text.ts';
import { fewLetters, scansAmong } from './scans/scan-pages.ts';
import { signedFigures } from './signed-figures.ts';

/** Why the fields read from a file may be incomplete; shown beside them. */
export type ReadingNote =
  /** Pages between the first and the last ones were not read. */
  | 'pages-unread'
  /** A page holds more text than is read of one. */
  | 'text-unread'
  /** The content is in an XFA form that only programs of Adobe show; the pages hold nothing of it. */
  | 'dynamic-form';

/** The text of a PDF, of its first and last pages as far as `readingBounds` go: its head stands on page 1, its signer before the annexes or at the end. */
export interface ReadText {
  readonly pages: number;
  readonly text: readonly PageText[];
  /** Those of the pages whose text is to be recognised in a picture. */
  readonly scans: readonly number[];
  readonly notes: readonly ReadingNote[];
}

/** How much of a file is read; whatever lies beyond is said by a note. */
export const readingBounds = { pages: 20, lastPages: 5, pieces: 4_000, fieldLetters: 500 } as const;

/** Runs in a worker process: the text of the pages that are read with its places, filled form fields included. */
export async function readPageText(pdf: Uint8Array): Promise<ReadText> {
  const read = await textOf(pdf);
  const sparse = read.text.filter(({ pieces }) => lettersOf(pieces) < fewLetters).map(({ page }) => page);
  return { ...read, scans: await scansAmong(pdf, sparse) };
}

const lettersOf = (pieces: readonly TextPiece[]): number =>
  pieces.reduce((sum, { text }) => sum + text.replace(/\s+/g, '').length, 0);

async function textOf(pdf: Uint8Array): Promise<Omit<ReadText, 'scans'>> {
  return await readPdf(pdf, async (document) => {
    const text: PageText[] = [];
    const notes = new Set<ReadingNote>();
    const figures = signedFigures(pdf);
    const leftOut = () => void notes.add('text-unread');
    const read = pagesRead(document.numPages);
    if (read.length < document.numPages) notes.add('pages-unread');
    if (await isDynamicForm(document)) notes.add('dynamic-form');
    for (const number of read) {
      text.push(await readPage(await document.getPage(number), number, { figures, leftOut }));
    }
    return { pages: document.numPages, text, notes: [...notes] };
  });
}

function pagesRead(count: number): number[] {
  const { pages, lastPages } = readingBounds;
  return Array.from({ length: count }, (_, at) => at + 1).filter((page) => page <= pages || page > count - lastPages);
}

/** A form whose pages say *Please wait*: XFA, and no fields that other readers could show. */
async function isDynamicForm(document: PDFDocumentProxy): Promise<boolean> {
  const { info } = await document.getMetadata();
  return (
    'IsXFAPresent' in info && info.IsXFAPresent === true && !('IsAcroFormPresent' in info && info.IsAcroFormPresent)
  );
}

/** What is read beside the text of a page: figures of signatures, by their object; and that something was left out. */
interface Beside {
  readonly figures: (widget: number) => string | undefined;
  readonly leftOut: () => void;
}

async function readPage(page: PDFPageProxy, number: number, { figures, leftOut }: Beside): Promise<PageText> {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = page.view;
  const view = viewOf([x1, y1, x2, y2], page.rotate);
  const { items } = await page.getTextContent();
  if (items.length > readingBounds.pieces) leftOut();
  const printed = items.slice(0, readingBounds.pieces).flatMap((item) => ('str' in item ? pieceOf(item, view) : []));
  const annotations: readonly unknown[] = await page.getAnnotations();
  const filled = annotations.flatMap((annotation) => {
    const { value, rect } = fieldOf(annotation, figures);
    return value.trim() === '' ? [] : [filledField(value, rect, view, leftOut)];
  });
  const { width, height, toPage } = view;
  return { page: number, width, height, toPage, source: 'text', pieces: [...printed, ...filled] };
}

interface PrintedText {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly fontName: string;
}

/** Text that a reader does not see running from left to right is left out: stamps across the page, seals. */
function pieceOf({ str, transform, width, fontName }: PrintedText, view: PageView): TextPiece[] {
  const [a = 0, b = 0, , d = 0, x = 0, y = 0] = matrixInView(view, transform.map(Number));
  if (str.trim() === '' || a <= 0 || Math.abs(b) > 0.01 * a) return [];
  return [{ text: shown(str), x, y, width, size: d, font: fontName, confidence: 1 }];
}

/** What a page shows: the sign of a soft hyphen, which elsewhere is not seen, is drawn as a hyphen. */
const shown = (text: string): string => spelled(text.replaceAll('\u00ad', '-'));

const widget = z.object({
  id: z.string(),
  fieldType: z.string().optional(),
  fieldValue: z.unknown(),
  rect: z.array(z.number()).length(4),
});

/** What a field says: its value, or of a signature the figures it shows. Number and date of documents that were numbered after signing stand in either. */
function fieldOf(annotation: unknown, figures: Beside['figures']): { readonly value: string; readonly rect: number[] } {
  const { success, data } = widget.safeParse(annotation);
  if (!success) return { value: '', rect: [] };
  const { id, fieldType, fieldValue, rect } = data;
  const number = Number.parseInt(id, 10);
  if (fieldType === 'Sig' && number > 0) return { value: figures(number) ?? '', rect };
  return { value: typeof fieldValue === 'string' ? fieldValue : '', rect };
}

function filledField(fieldValue: string, rect: readonly number[], view: PageView, leftOut: () => void): TextPiece {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect;
  const { x, y, width, height } = toView(view, { x: x1, y: y1, width: x2 - x1, height: y2 - y1 });
  const size = Math.min(height, 14);
  const text = shown(fieldValue);
  if (text.length > readingBounds.fieldLetters) leftOut();
  return {
    text: text.slice(0, readingBounds.fieldLetters),
    x,
    y: y + (height - size) / 2 + size * 0.2,
    width,
    size,
    font: 'field',
    confidence: 1,
  };
}
