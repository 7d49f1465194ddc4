import { addDays } from '../platform/calendar.ts';
import { DomainError } from '../platform/errors.ts';

/** A period of days, both included, in Vietnam's calendar. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Refuses a period that ends before it begins. */
export function requirePeriod({ from, to }: Period): void {
  if (from > to) throw badEnd('The period ends before it begins', 'is before from');
}

/** Refuses a period of more than a year as well. */
export function requireYearAtMost(period: Period): void {
  requirePeriod(period);
  if (period.to > addDays(period.from, 365)) throw badEnd('The period is longer than a year', 'is a year after from');
}

function badEnd(message: string, detail: string): DomainError {
  return new DomainError('invalid', 'date-out-of-range', message, {
    fields: [{ pointer: '/query/to', code: 'date-out-of-range', detail }],
  });
}

/** The period cut where months end, in order. */
export function monthsOf({ from, to }: Period): Period[] {
  const months: Period[] = [];
  for (let first = from; first <= to; ) {
    const next = `${addDays(`${first.slice(0, 8)}28`, 4).slice(0, 8)}01`;
    months.push({ from: first, to: next <= to ? addDays(next, -1) : to });
    first = next;
  }
  return months;
}
