import type { Rectangle } from '../../pdf-signatures/pdf/page-geometry.ts';
import { around, type TextLine } from '../page-text.ts';
import type { fieldNames } from './field-names.ts';

/** A field as it was read: what it says, where it stands, and whether a clerk should look again. */
export interface ReadField {
  readonly name: (typeof fieldNames)[number];
  readonly value: string;
  /** `sure` only where the form of NĐ 30/2020 leaves no other reading, `directory` where the directory knows it, else `look`. */
  readonly confidence: 'sure' | 'directory' | 'look';
  readonly page: number;
  /** In the coordinates of the page itself, as a viewer marks it. */
  readonly box: Rectangle | null;
}

/** A field that says `value` on these lines. */
export function field(
  name: ReadField['name'],
  value: string,
  confidence: ReadField['confidence'],
  lines: readonly TextLine[],
): ReadField {
  const [first] = lines;
  const onPage = lines.filter(({ page }) => page === first?.page);
  return { name, value, confidence, page: first?.page ?? 1, box: first ? around(onPage) : null };
}

/** What a machine recognised in a picture with less certainty is no reading: handwriting, a stamp over print. */
const LEGIBLE = 0.6;

/** Whether the figures of a line can be believed: all of those the file says itself, and of recognised ones the clear ones. */
export function areLegible({ pieces }: TextLine): boolean {
  return pieces.every(({ text, confidence }) => confidence >= LEGIBLE || !/\d/u.test(text));
}

const LONGEST = 500;

/** Lines as one text; what is longer than a field may be is cut. */
export function joined(lines: readonly TextLine[]): string {
  return lines
    .map(({ text }) => text)
    .join(' ')
    .slice(0, LONGEST)
    .trim();
}
