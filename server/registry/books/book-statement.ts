import { dayInVietnam, formatDay } from '../../platform/calendar.ts';
import { type Register, written } from '../registers/register.ts';
import { type Gap, gapsBetween, type Period } from './book-parts.ts';
import type { BookRow } from './book-rows.ts';

/** What the end of a print states — *kết sổ*: the days it is of, if it was asked for by day, its numbers, the voided ones and those without a document. */
export function statementOf(rows: readonly BookRow[], part: Gap, period: Period): string {
  const numbers = rows.map(({ number }) => number);
  const voided = rows.filter((row) => row.voided).map(({ number }) => number);
  const missing = gapsBetween(numbers, part.first, part.last).flatMap(numbersOf);
  const documents = `${rows.length - voided.length} văn bản`;
  const parts = [countOf(numbersOf(part).length, part), documents, saidVoided(voided), saidMissing(missing)];
  return `Kết sổ${daysOf(period)}: ${parts.filter(Boolean).join('; ')}.`;
}

/** What was stated of a whole book when it was closed, and who closed it; nothing of one that goes on. */
export function closingStatement({ closing }: Pick<Register, 'closing'>): string | undefined {
  if (!closing || closing.first === null || closing.last === null) return undefined;
  const { count, first, last, voided, at, by } = closing;
  const parts = [countOf(count, { first, last }), saidVoided(voided)];
  return `Cả sổ: ${parts.filter(Boolean).join('; ')}. Khoá sổ ngày ${formatDay(dayInVietnam(at))}, ${by.name}.`;
}

function countOf(count: number, { first, last }: Gap): string {
  return `${count} số, từ số ${written(first)} đến số ${written(last)}`;
}

function saidVoided(numbers: readonly number[]): string {
  return numbers.length === 0 ? 'không huỷ số nào' : `huỷ ${numbers.length} số: ${inStretches(numbers)}`;
}

function saidMissing(numbers: readonly number[]): string {
  return numbers.length === 0 ? '' : `${numbers.length} số không có văn bản trong sổ: ${inStretches(numbers)}`;
}

/** Rising numbers as people list them: 7, 58–60. */
export function inStretches(numbers: readonly number[]): string {
  const stretches: Gap[] = [];
  for (const number of numbers) {
    const open = stretches.at(-1);
    if (open && open.last + 1 === number) stretches[stretches.length - 1] = { first: open.first, last: number };
    else stretches.push({ first: number, last: number });
  }
  return stretches.map(saidOf).join(', ');
}

/** A stretch of numbers as it is written. */
export function saidOf({ first, last }: Gap): string {
  return first === last ? written(first) : `${written(first)}–${written(last)}`;
}

function daysOf({ from, to }: Period): string {
  if (from !== undefined && from === to) return ` ngày ${formatDay(from)}`;
  const ends = [from && `từ ngày ${formatDay(from)}`, to && `đến ngày ${formatDay(to)}`].filter(Boolean);
  return ends.length === 0 ? '' : ` ${ends.join(' ')}`;
}

function numbersOf({ first, last }: Gap): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
