import type { Tone } from '../theme/tone.ts';

/** A place on a page that something is said about; the rectangle is in PDF points, as in the file: x1, y1, x2, y2 from the lower left. */
export interface PageMark {
  readonly id: string;
  /** From 1. */
  readonly page: number;
  readonly rect: readonly [number, number, number, number];
  readonly tone: Tone;
  /** What is marked, in words for screen readers. */
  readonly label: string;
  /** The number shown at its corner, the same as at the field. */
  readonly number?: number;
}

/** A page as it lies on the screen, for parts that draw on it: how to go from screen pixels of the page to PDF points and back. */
export interface PagePlace {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  toPoint(x: number, y: number): readonly [number, number];
  /** The rectangle in PDF points as pixels of the page: left, top, width, height. */
  toPixels(rect: readonly [number, number, number, number]): {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}
