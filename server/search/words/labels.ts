/*
 * Labels are words of the index that nobody types: what kind a document is, how it stands, and the days, months, quarters, years and
 * decades by which it is known.
 */

export const kindLabel = (kind: string): string => `k.${kind}`;

export const stateLabel = (kind: string, state: string): string => `s.${kind}.${state}`;

/** A day, 2026-03-12, and the month, quarter, year and decade it lies in. */
export function labelsOfDay(day: string): string[] {
  const [year = '', month = ''] = day.split('-');
  return [
    dayLabel(day),
    monthLabel(year, month),
    quarterLabel(year, Math.ceil(Number(month) / 3)),
    yearLabel(year),
    decadeLabel(year),
  ];
}

export const dayLabel = (day: string): string => `d.${day}`;

export const monthLabel = (year: string | number, month: string | number): string =>
  `m.${year}-${String(month).padStart(2, '0')}`;

export const quarterLabel = (year: string | number, quarter: number): string => `q.${year}-${quarter}`;

export const yearLabel = (year: string | number): string => `y.${year}`;

export const decadeLabel = (year: string | number): string => `e.${String(year).slice(0, 3)}`;
