/** One character with its place: from `x` to `end` in PDF points. */
export interface PlacedCharacter {
  readonly text: string;
  readonly x: number;
  readonly end: number;
}

/** A line of page text: what stands on one base line, from left to right. */
export interface TextLine {
  readonly text: string;
  readonly baseline: number;
  readonly size: number;
  readonly characters: readonly PlacedCharacter[];
}

/** A gap in a line: behind its label, before what ends it. */
export interface FoundGap {
  readonly start: number;
  readonly labelEnd: number;
  readonly end: number;
  readonly dotted: boolean;
  readonly terminated: boolean;
}

/** A piece of page text as pdf.js gives it. */
interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
}

/** Puts text pieces of a page into lines, top to bottom; text that does not run from left to right is left out. */
export function linesOf(items: readonly unknown[]): TextLine[] {
  const pieces = items.flatMap(pieceOf).sort((a, b) => b.y - a.y);
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const group = groups.at(-1);
    const reference = group?.[0];
    if (
      group !== undefined &&
      reference !== undefined &&
      reference.y - piece.y < Math.min(reference.size, piece.size) * 0.35
    ) {
      group.push(piece);
    } else {
      groups.push([piece]);
    }
  }
  return groups.map(lineOf);
}

function pieceOf(item: unknown): Piece[] {
  if (typeof item !== 'object' || item === null || !('str' in item) || !('transform' in item) || !('width' in item))
    return [];
  const { str, transform, width } = item;
  if (typeof str !== 'string' || str === '' || typeof width !== 'number' || !Array.isArray(transform)) return [];
  const [a, b, , d, x, y] = transform.map(Number);
  if (a === undefined || b === undefined || d === undefined || x === undefined || y === undefined) return [];
  if (a <= 0 || Math.abs(b) > 0.01 * a) return [];
  return [{ text: str.normalize('NFC'), x, y, size: d, width }];
}

function lineOf(pieces: readonly Piece[]): TextLine {
  const characters: PlacedCharacter[] = [];
  for (const piece of pieces.toSorted((left, right) => left.x - right.x)) {
    const before = characters.at(-1);
    if (before !== undefined && piece.x - before.end > piece.size * 0.15) {
      characters.push({ text: ' ', x: before.end, end: piece.x });
    }
    characters.push(...charactersOf(piece));
  }
  const printed = pieces.find(({ text }) => text.trim() !== '') ?? pieces[0];
  return {
    text: characters.map(({ text }) => text).join(''),
    baseline: printed?.y ?? 0,
    size: printed?.size ?? 0,
    characters,
  };
}

/** Where each character of a piece stands: its width is shared out by the widths letters have in Times. */
function charactersOf(piece: Piece): PlacedCharacter[] {
  const letters = [...piece.text];
  const total = letters.reduce((sum, letter) => sum + relativeWidth(letter), 0);
  const scale = total === 0 ? 0 : piece.width / total;
  let x = piece.x;
  return letters.map((text) => {
    const start = x;
    x += relativeWidth(text) * scale;
    return { text, x: start, end: x };
  });
}

/** The room a letter takes in Times, in parts of its size. */
export function relativeWidth(letter: string): number {
  const [base = letter] = letter.normalize('NFD');
  if (' .,:;/|'.includes(base) || base === 'i' || base === 'l' || base === 't') return base === ' ' ? 0.25 : 0.278;
  if ('mw'.includes(base)) return 0.75;
  if (/[A-ZĐ]/u.test(base)) return 0.69;
  return base === '…' ? 1 : 0.5;
}

/**
 * Finds a pattern in a line: group 1 is the gap, what precedes it the label, group 2 what ends the gap.
 * The places come back as abscissas on the page.
 */
export function findInLine(line: TextLine, pattern: RegExp): FoundGap | undefined {
  const match = new RegExp(pattern.source, `${pattern.flags}d`).exec(line.text);
  const [, gapRange, endRange] = match?.indices ?? [];
  if (match === null || gapRange === undefined) return undefined;
  const at = (index: number): number => positionOf(line, index);
  const [gapStart, gapEnd] = gapRange;
  return {
    start: at(gapStart),
    labelEnd: gapStart === match.index ? at(gapStart) : endBefore(line, gapStart),
    end: endBefore(line, gapEnd),
    dotted: /[.…_·]/u.test(line.text.slice(gapStart, gapEnd)),
    terminated: endRange !== undefined,
  };
}

/** The characters are code points, the pattern counts UTF-16 units; Vietnamese text has only one unit per letter. */
const positionOf = (line: TextLine, index: number): number =>
  line.characters[index]?.x ?? line.characters.at(-1)?.end ?? 0;
const endBefore = (line: TextLine, index: number): number => line.characters[index - 1]?.end ?? positionOf(line, index);
