import { addDays } from '../../platform/calendar.ts';
import { dayLabel, decadeLabel, monthLabel, quarterLabel, yearLabel } from '../words/labels.ts';

/** The labels of the decades, years, quarters, months and days that make up a period, the longest that fit: its first day and its last. */
export function labelsOfPeriod(from: string, to: string): string[] {
  const labels: string[] = [];
  const end = addDays(to, 1);
  for (let day = from; day < end; ) {
    const { label, next } = longestFrom(day, end);
    labels.push(label);
    day = next;
  }
  return labels;
}

interface Stretch {
  readonly label: string;
  /** The first day behind it. */
  readonly next: string;
}

/** The longest stretch that begins with a day and is over by another. */
function longestFrom(day: string, end: string): Stretch {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const tomorrow = { label: dayLabel(day), next: addDays(day, 1) };
  if (date !== 1) return tomorrow;
  const stretches: readonly (Stretch & { readonly begins: boolean })[] = [
    { begins: month === 1 && year % 10 === 0, label: decadeLabel(year), next: firstDayOf(year + 10, 1) },
    { begins: month === 1, label: yearLabel(year), next: firstDayOf(year + 1, 1) },
    { begins: month % 3 === 1, label: quarterLabel(year, Math.ceil(month / 3)), next: firstDayOf(year, month + 3) },
    { begins: true, label: monthLabel(year, month), next: firstDayOf(year, month + 1) },
  ];
  return stretches.find(({ begins, next }) => begins && next <= end) ?? tomorrow;
}

function firstDayOf(year: number, month: number): string {
  return month > 12 ? firstDayOf(year + 1, month - 12) : `${year}-${String(month).padStart(2, '0')}-01`;
}
