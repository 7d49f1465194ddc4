import type { Picture } from './picture.ts';

/** A word as an engine found it in a picture: pixels from the upper left corner. */
export interface FoundWord {
  readonly text: string;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A line of words, and where the letters of it stand on. */
export interface FoundLine {
  readonly words: readonly FoundWord[];
  readonly base: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
  /** From the foot of a `g` to the head of an `h`, in pixels. */
  readonly height: number;
}

/** A program that recognises text in pictures (*nhận dạng chữ*, OCR). */
export interface OcrEngine {
  /** Its name and version: what it read is kept with them. */
  readonly name: string;
  recognise(picture: Picture): Promise<readonly FoundLine[]>;
}

/** A recognised word on an upright page: from its base line at the left, in PDF points, with its confidence. */
export type PageWord = readonly [text: string, x: number, y: number, width: number, size: number, confidence: number];

/** How sure an engine is of what it found, by letters; nothing found is 0. What stands alone, as dirt does, is not counted. */
export function sureness(lines: readonly FoundLine[]): number {
  let letters = 0;
  let sure = 0;
  for (const { text, confidence } of lines.flatMap(({ words }) => words)) {
    if (text.length < 2) continue;
    letters += text.length;
    sure += text.length * confidence;
  }
  return letters === 0 ? 0 : sure / letters;
}

/** The words of a page in points; the slant of a sheet that lay askew on the glass is taken out, so that a line is a line. */
export function pageWords(lines: readonly FoundLine[], { width, height }: Picture, dotsPerPoint: number): PageWord[] {
  const slant = slantOf(lines, width);
  const points = (pixels: number): number => Math.round((pixels / dotsPerPoint) * 10) / 10;
  return lines.flatMap(({ words, base, height: tall }) =>
    words.map(({ text, confidence, left, right }): PageWord => {
      const y = baseAt(base, left) - slant * (left - width / 2);
      const size = points(tall);
      return [text, points(left), points(height - y), points(right - left), size, Math.round(confidence * 100) / 100];
    }),
  );
}

function baseAt({ x0, y0, x1, y1 }: FoundLine['base'], x: number): number {
  return x1 === x0 ? y0 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** By how much lines fall from left to right: what most long ones do. */
function slantOf(lines: readonly FoundLine[], width: number): number {
  const slants = lines
    .filter(({ base: { x0, x1 }, words }) => words.length > 2 && x1 - x0 > width * 0.15)
    .map(({ base: { x0, y0, x1, y1 } }) => (y1 - y0) / (x1 - x0))
    .toSorted((one, other) => one - other);
  return slants[Math.floor(slants.length / 2)] ?? 0;
}
