import { fold } from '../../platform/text/fold.ts';
import { baseLines, lineOf, type PageText, type TextLine, type TextPiece } from '../page-text.ts';

/** A gap that no justified line has between two words, in letter sizes. */
const WIDE_GAP = 1.6;

/** Spaces by which a writer sets two columns apart, and words of the right column that a converter left in one piece with the left one. */
const columnGap =
  /\s{3,}|\s+(?=CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|Độc\s+lập\s*[-–]\s*Tự\s+do|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM)/u;

/** What stands together on one base line, top to bottom and from left to right: parted where the gap is wider than between words. */
export function cellsOf(page: PageText): TextLine[] {
  const pieces = page.pieces.filter(({ text }) => text.trim() !== '').flatMap(apart);
  return baseLines(pieces).flatMap((line) => parted(line).map((cell) => lineOf(page.page, cell)));
}

/** The middle of a line. */
export const centre = ({ box }: TextLine): number => box.x + box.width / 2;

/** Whether a text is in capitals, as far as it has letters. */
export function isCapitals(text: string): boolean {
  return /\p{Lu}\s?\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** A text with one spelling for what is spelled in two ways: without marks, case and punctuation. */
export function bare(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether a line only rules something off: dashes, dots, asterisks. */
export const isRule = ({ text }: TextLine): boolean => !/[\p{L}\p{N}]/u.test(text);

/** Whether a line begins the list of recipients — *nơi nhận*; some programs draw a letter of it twice. */
export const beginsRecipients = ({ text }: TextLine): boolean => /^noi ?[a-z]?nh[a-z]{1,4}\b/.test(bare(text));

/** The lines that one reads as one, where a line stands on one base line with the next. */
export function onOneLine(cells: readonly TextLine[]): TextLine[] {
  const pieces = cells.flatMap((cell) => cell.pieces);
  return baseLines(pieces).map((line) => lineOf(cells[0]?.page ?? 1, line));
}

function apart(piece: TextPiece): TextPiece[] {
  const { text, x, width } = piece;
  const gap = columnGap.exec(text);
  if (!gap) return [piece];
  const perLetter = width / text.length;
  const end = gap.index + gap[0].length;
  const left = { ...piece, text: text.slice(0, gap.index), width: gap.index * perLetter };
  const right = { ...piece, text: text.slice(end), x: x + end * perLetter, width: (text.length - end) * perLetter };
  return [left, ...apart(right)].filter((one) => one.text.trim() !== '');
}

/** The motto begins the right column, however close the left one comes to it. */
function beginsMotto(pieces: readonly TextPiece[]): boolean {
  if (!/^(?:C|Đ)/u.test(pieces[0]?.text.trim() ?? '')) return false;
  const rest = pieces
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/gu, '');
  return /^(?:CỘNGH[OÒ][AÀ]XÃHỘI|ĐẢNGCỘNGSẢNVIỆTNAM)/u.test(rest);
}

function parted(line: readonly TextPiece[]): TextPiece[][] {
  const cells: TextPiece[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const [index, piece] of line.entries()) {
    const cell = cells.at(-1);
    const isNear = piece.x - end < piece.size * WIDE_GAP;
    if (cell && isNear && !beginsMotto(line.slice(index))) cell.push(piece);
    else cells.push([piece]);
    end = Math.max(end, piece.x + piece.width);
  }
  return cells;
}
