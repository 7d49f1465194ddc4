import { DomainError } from '../../platform/errors.ts';
import { firstNumber, isUnused, type Register } from '../registers/register.ts';
import type { BookRow } from './book-rows.ts';

/** Numbers of the book without a line: lost before a restore, or left out by an old book. */
export interface Gap {
  readonly first: number;
  readonly last: number;
}

/** The first and the last day of a period, either of which may be left open. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The numbers from `first` to `last` that no line has. */
export function gapsBetween(numbers: readonly number[], first: number, last: number): Gap[] {
  const ends = [...numbers.toSorted((one, other) => one - other), last + 1];
  return ends.flatMap((end, index) => {
    const begin = index === 0 ? first : (ends[index - 1] ?? 0) + 1;
    return begin < end ? [{ first: begin, last: end - 1 }] : [];
  });
}

/** The numbers a book goes from and to; none while it has given no number. */
export function spanOf(register: Pick<Register, 'historical' | 'begun' | 'lastNumber'>): Gap | undefined {
  return isUnused(register) ? undefined : { first: firstNumber(register), last: register.lastNumber };
}

/** The part of a book that shows a number: parts of `size` numbers from its first on. */
export function partWith({ first, last }: Gap, number: number, size: number): Gap {
  const within = Math.min(Math.max(number, first), last);
  const begin = within - ((within - first) % size);
  return { first: begin, last: Math.min(begin + size - 1, last) };
}

/** Which numbers are wanted; what is not said goes to the ends. */
export type AskedNumbers = { readonly [End in keyof Gap]?: number | undefined };

/** The numbers that are asked for out of those there are. Refuses what there is not, and more than `most` at once. */
export function partAsked(asked: AskedNumbers, span: Gap | undefined, most: number): Gap {
  const part = { first: asked.first ?? span?.first ?? 1, last: asked.last ?? span?.last ?? 0 };
  if (!span || part.first > part.last || part.first < span.first || part.last > span.last) {
    throw new DomainError('invalid', 'not-in-book', 'The book has no such numbers');
  }
  if (part.last - part.first < most) return part;
  throw new DomainError('invalid', 'part-too-long', `At most ${most} numbers are given at once`, { extra: { most } });
}

/** Every number of a part in order: its line, or with others beside it that none stands there. */
export function linesOf(rows: readonly BookRow[], { first, last }: Gap): (BookRow | { number: number; gap: Gap })[] {
  const numbers = rows.map(({ number }) => number);
  const gaps = gapsBetween(numbers, first, last).map((gap) => ({ number: gap.first, gap }));
  return [...rows, ...gaps].toSorted((one, other) => one.number - other.number);
}
