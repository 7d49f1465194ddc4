import { z } from 'zod';
import { today } from '../../text/format.ts';

const withSigns = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$/;
const digitsAlone = /^(\d{2})(\d{2})(\d{2}|\d{4})?$/;
/** Digits that may yet become a date. */
const begun = /^\d{1,7}$/;

/** Whether somebody may still be typing: nobody is told of a mistake before it is one. */
export const isBegun = (typed: string): boolean => typed.length <= 4 || begun.test(typed.trim());

/**
 * The calendar date a person typed: `18/11` completes the year, `18/11/26` the century; digits alone do, as a phone’s number pad has
 * nothing else: `1811`, `18112026`. Null for what is no date.
 */
export function readDay(typed: string, now: Date = new Date()): string | null {
  const words = typed.trim();
  const match = withSigns.exec(words) ?? digitsAlone.exec(words);
  if (!match) return null;
  const [, date = '', month = '', typedYear] = match;
  const thisYear = today(now).slice(0, 4);
  const year = typedYear === undefined ? thisYear : typedYear.length === 2 ? `20${typedYear}` : typedYear;
  const written = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const parsed = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(written) ? written : null;
}

const day = z.iso.date();

/** Whether the value of a field is a calendar date, and not a text somebody is still typing. */
export function isDay(value: string | null | undefined): value is string {
  return day.safeParse(value).success;
}
