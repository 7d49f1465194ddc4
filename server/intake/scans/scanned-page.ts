import { type PageView, turnedOnce } from '../../pdf-signatures/pdf/page-geometry.ts';
import type { Row } from '../../platform/database/store.ts';
import type { PageText, TextPiece } from '../page-text.ts';
import type { Turn } from './picture.ts';
import type { PageWord } from './recognised-text.ts';

/**
 * What was recognised on a page of a file. It stands beside the file and keeps nothing alive: it names the file by `fileKeyOf`, and goes
 * when the file does (`forget-scan.ts`).
 */
export interface ScannedPage extends Row {
  readonly file: string;
  /** The first page is 1. */
  readonly page: number;
  /** How many the file has. */
  readonly pages: number;
  /** `text` says its text itself; `failed` could not be read, for `reason`. */
  readonly state: 'read' | 'blank' | 'text' | 'failed';
  /** Which program read it, in which version. */
  readonly engine: string | null;
  readonly turn: Turn;
  /** In points, upright. */
  readonly width: number;
  readonly height: number;
  /** `PageWord`s as JSON: one text is stored in a fifth of what so many small values take. */
  readonly words: string;
  readonly reason?: string;
  readonly readAt: Date;
}

/** Of a longer file the first pages are recognised: what a document says stands there, and a machine is busy for minutes with so many. */
export const MOST_SCANNED_PAGES = 200;

/** How a scan is named where its name must keep no file: the sweep of unnamed files looks for digests in hexadecimal. */
export function fileKeyOf(sha256: string): string {
  return Buffer.from(sha256, 'hex').toString('base64url');
}

/** The digest that `fileKeyOf` was made of. */
export function digestOfKey(file: string): string {
  return Buffer.from(file, 'base64url').toString('hex');
}

/** The words of a page that was read; none of any other. */
export function wordsOn({ words }: Pick<ScannedPage, 'words'>): readonly PageWord[] {
  const known: readonly PageWord[] = JSON.parse(words);
  return known;
}

/** The text of a page as it was recognised, line by line as the engine found it. */
export function textOn(page: Pick<ScannedPage, 'words'>): string {
  return wordsOn(page)
    .map(([text]) => text)
    .join(' ');
}

/**
 * The page as its fields are read: what was recognised, upright, with what the page says itself – a stamp, a number filled in – where
 * nothing was recognised in the same place.
 */
export function recognisedText(own: PageText, scanned: ScannedPage): PageText {
  if (scanned.state !== 'read') return own;
  const view: Pick<PageView, 'width' | 'height' | 'toPage'> = scanned.turn === 0 ? own : turnedOnce(own, scanned.turn);
  const pieces = wordsOn(scanned).map(pieceOf);
  const said = scanned.turn === 0 ? own.pieces : [];
  const apart = pieces.filter((piece) => !said.some((other) => overlap(piece, other)));
  return { ...view, page: own.page, source: 'ocr', pieces: [...said, ...apart] };
}

/** The words of a page as a text, upright, when nothing of the file itself is known. */
export function uprightText(
  words: readonly PageWord[],
  { page, width, height }: Pick<PageText, 'page' | 'width' | 'height'>,
): PageText {
  return { page, width, height, toPage: [1, 0, 0, 1, 0, 0], source: 'ocr', pieces: words.map(pieceOf) };
}

function pieceOf([text, x, y, width, size, confidence]: PageWord): TextPiece {
  return { text, x, y, width, size, font: 'ocr', confidence };
}

function overlap(one: TextPiece, other: TextPiece): boolean {
  const isBeside = one.x + one.width <= other.x || other.x + other.width <= one.x;
  return !isBeside && Math.abs(one.y - other.y) < Math.min(one.size, other.size) * 0.6;
}
