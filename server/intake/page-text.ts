import type { PageView, Rectangle } from '../pdf-signatures/pdf/page-geometry.ts';
import { spelled } from '../platform/text/fold.ts';

/** A piece of text on a page as its reader sees it, from its base line at the left, in PDF points. */
export interface TextPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly font: string;
  /** How sure its reader is of it, from 0 to 1; 1 of what the file says itself. */
  readonly confidence: number;
}

/** A page as far as it can be read: upright as a reader sees it, from the lower left corner of what is shown. */
export interface PageText extends Pick<PageView, 'width' | 'height' | 'toPage'> {
  /** The first page is 1. */
  readonly page: number;
  /** Whether the file says the text itself, or it was recognised in a picture of the page (OCR): word by word, with errors and of no known face. */
  readonly source: 'text' | 'ocr';
  readonly pieces: readonly TextPiece[];
}

/** What stands on one base line, from left to right. */
export interface TextLine {
  readonly text: string;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
  readonly box: Rectangle;
  /** Of the piece of it that is the least sure. */
  readonly confidence: number;
  readonly pieces: readonly TextPiece[];
}

/** The lines of a page, top to bottom; `within` leaves only pieces that begin between two abscissas. */
export function linesOf({ page, pieces }: PageText, within: { from?: number; to?: number } = {}): TextLine[] {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = within;
  const printed = pieces.filter(({ text, x }) => text.trim() !== '' && x >= from && x < to);
  const groups: TextPiece[][] = [];
  for (const piece of printed.toSorted((one, other) => other.y - one.y)) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    const isSameLine = first && first.y - piece.y < Math.min(first.size, piece.size) * 0.4;
    if (group && isSameLine) group.push(piece);
    else groups.push([piece]);
  }
  return groups.map((group) => lineOf(page, group));
}

function lineOf(page: number, group: readonly TextPiece[]): TextLine {
  const pieces = group.toSorted((one, other) => one.x - other.x);
  let text = '';
  let end = pieces[0]?.x ?? 0;
  for (const piece of pieces) {
    if (text !== '' && piece.x - end > piece.size * 0.15) text += ' ';
    text += piece.text;
    end = Math.max(end, piece.x + piece.width);
  }
  const x = Math.min(...pieces.map((piece) => piece.x));
  const y = Math.min(...pieces.map((piece) => piece.y));
  const size = Math.max(...pieces.map((piece) => piece.size));
  // The font of most of the line: scanned-together files change it within words.
  const widest = pieces.reduce((one, other) => (other.width > one.width ? other : one));
  return {
    text: spelled(text).replace(/\s+/g, ' ').trim(),
    page,
    x,
    y,
    size,
    font: widest.font,
    pieces,
    confidence: Math.min(...pieces.map((piece) => piece.confidence)),
    box: { x, y: y - size * 0.25, width: end - x, height: size * 1.2 },
  };
}

/** The smallest rectangle around lines of one page. */
export function around(lines: readonly TextLine[]): Rectangle {
  const x = Math.min(...lines.map(({ box }) => box.x));
  const y = Math.min(...lines.map(({ box }) => box.y));
  const right = Math.max(...lines.map(({ box }) => box.x + box.width));
  const top = Math.max(...lines.map(({ box }) => box.y + box.height));
  return { x, y, width: right - x, height: top - y };
}
