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
  return baseLines(printed).map((line) => lineOf(page, line));
}

/** Pieces by the base line they stand on, which a sheet laid askew lets rise or fall a little; the highest first, each from left to right. */
export function baseLines(pieces: readonly TextPiece[]): TextPiece[][] {
  const lines: TextPiece[][] = [];
  for (const piece of pieces.toSorted((one, other) => one.x - other.x)) {
    const rise = (line: readonly TextPiece[]) => Math.abs((line.at(-1)?.y ?? 0) - piece.y);
    const nearest = lines.reduce<TextPiece[] | undefined>(
      (best, line) => (best && rise(best) <= rise(line) ? best : line),
      undefined,
    );
    const last = nearest?.at(-1);
    if (nearest && last && rise(nearest) < Math.min(last.size, piece.size) * 0.4) nearest.push(piece);
    else lines.push([piece]);
  }
  return lines.toSorted((one, other) => (other[0]?.y ?? 0) - (one[0]?.y ?? 0));
}

/** Pieces of one base line, from left to right, as the line they make. */
export function lineOf(page: number, pieces: readonly TextPiece[]): TextLine {
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
