import { addDays } from '../../platform/calendar.ts';
import { dayLabel, monthLabel, quarterLabel, yearLabel } from '../words/labels.ts';

/** Days as somebody typed them: any of the labels, and how many of the chunks said so. */
export interface TypedPeriod {
  readonly labels: readonly string[];
  readonly chunks: number;
}

type Reading = (parts: readonly (string | undefined)[], today: string) => readonly string[];

const end = '(?= |$)';
const ofYear = '(?:(?: nam |/| )(\\d{4}))?';
const quarters: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, 1: 1, 2: 2, 3: 3, 4: 4 };

/** How people write days, folded; the first that fits counts. */
const forms: readonly (readonly [form: RegExp, reading: Reading])[] = [
  [/(?:ngay )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/, ([day, month, year], today) => days(today, day, month, year)],
  [/(\d{4})-(\d{1,2})-(\d{1,2})/, ([year, month, day], today) => days(today, day, month, year)],
  [
    new RegExp(`(?:ngay )?(\\d{1,2}) thang (\\d{1,2})${ofYear}`),
    ([day, month, year], today) => days(today, day, month, year),
  ],
  [/(?:ngay )?(\d{1,2})\/(\d{1,2})/, ([day, month], today) => days(today, day, month)],
  [new RegExp(`thang (\\d{1,2})${ofYear}`), ([month, year], today) => months(today, month, year)],
  [/(\d{1,2})\/(\d{4})/, ([month, year], today) => months(today, month, year)],
  [
    new RegExp(`quy (i{1,3}|iv|[1-4])${ofYear}`),
    ([quarter = '', year], today) => [quarterOf(today, quarters[quarter] ?? 1, year)],
  ],
  [/nam (\d{4})/, ([year = '']) => [yearLabel(year)]],
  [/hom nay/, (_, today) => [dayLabel(today)]],
  [/hom qua/, (_, today) => [dayLabel(addDays(today, -1))]],
  [/tuan nay/, (_, today) => weekOf(today)],
  [/tuan truoc/, (_, today) => weekOf(addDays(today, -7))],
  [/thang nay/, (_, today) => [monthLabel(yearOf(today), monthOf(today))]],
  [/thang truoc/, (_, today) => [monthBefore(today)]],
  [/quy nay/, (_, today) => [quarterLabel(yearOf(today), Math.ceil(monthOf(today) / 3))]],
  [/nam nay/, (_, today) => [yearLabel(yearOf(today))]],
  [/nam (?:truoc|ngoai)/, (_, today) => [yearLabel(yearOf(today) - 1)]],
];
const readings = forms.map(([form, reading]) => ({ pattern: new RegExp(`^${form.source}${end}`), reading }));

/**
 * The days that the first of these folded chunks name, as people type them: *tháng 3*, *12/3*, *quý II năm 2025*, *tuần này*. Without a year
 * it is the last one that has begun. Undefined for what names none, like *30/2*.
 */
export function typedPeriod(chunks: readonly string[], today: string): TypedPeriod | undefined {
  const text = chunks.slice(0, 6).join(' ');
  for (const { pattern, reading } of readings) {
    const [said, ...parts] = pattern.exec(text) ?? [];
    const labels = said === undefined ? [] : reading(parts, today);
    if (said !== undefined && labels.length > 0) return { labels, chunks: said.split(' ').length };
  }
  return undefined;
}

const yearOf = (day: string): number => Number(day.slice(0, 4));
const monthOf = (day: string): number => Number(day.slice(5, 7));

function days(today: string, day = '', month = '', year?: string): readonly string[] {
  const inYear = (which: string | number): string => `${which}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // 29 February of the last year that had one.
  const years = year === undefined ? [0, 1, 2, 3, 4].map((back) => yearOf(today) - back) : [year];
  const found = years.map(inYear).find((one) => isDay(one) && (year !== undefined || one <= today));
  return found === undefined ? [] : [dayLabel(found)];
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function months(today: string, month = '', year?: string): readonly string[] {
  const which = Number(month);
  if (which < 1 || which > 12) return [];
  return [monthLabel(year ?? (which <= monthOf(today) ? yearOf(today) : yearOf(today) - 1), which)];
}

function quarterOf(today: string, quarter: number, year: string | undefined): string {
  const hasBegun = quarter * 3 - 2 <= monthOf(today);
  return quarterLabel(year ?? (hasBegun ? yearOf(today) : yearOf(today) - 1), quarter);
}

function monthBefore(today: string): string {
  const [year = '', month = ''] = addDays(`${today.slice(0, 7)}-01`, -1).split('-');
  return monthLabel(year, month);
}

/** Monday to Sunday. */
function weekOf(day: string): readonly string[] {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, index) => dayLabel(addDays(day, index - sinceMonday)));
}
