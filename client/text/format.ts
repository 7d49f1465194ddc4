import { language } from './language.ts';

/** Everything is shown in the time of Vietnam, whatever the zone of the machine: the dates of documents are Vietnam’s. */
const zone = 'Asia/Ho_Chi_Minh';
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

interface Moment {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

function momentOf(instant: string | Date): Moment {
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  const found = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
  const of = (name: string): string => found[name] ?? '';
  return {
    day: of('day'),
    month: of('month'),
    year: of('year'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

/** Today in Vietnam, `2026-11-18`. */
export function today(now: Date = new Date()): string {
  const { year, month, day } = momentOf(now);
  return `${year}-${month}-${day}`;
}

/** `18/11/2026` of a calendar date `2026-11-18`. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** `18/11`, with the year only when it is not this one. */
export function shortDay(day: string, now: Date = new Date()): string {
  return day.startsWith(today(now).slice(0, 4)) ? dayText(day).slice(0, 5) : dayText(day);
}

/** The calendar date in Vietnam of a moment. */
export function dayOf(instant: string | Date): string {
  const { year, month, day } = momentOf(instant);
  return `${year}-${month}-${day}`;
}

/** `09:15`. */
export function timeText(instant: string | Date): string {
  const { hour, minute } = momentOf(instant);
  return `${hour}:${minute}`;
}

/** `18/11/2026 09:15`. */
export function momentText(instant: string | Date): string {
  return `${dayText(dayOf(instant))} ${timeText(instant)}`;
}

/** `18/11/2026 09:15:42`: to the second, for acts of legal effect. */
export function exactMomentText(instant: string | Date): string {
  return `${momentText(instant)}:${momentOf(instant).second}`;
}

/** As short as can be without doubt: `09:15` today, `16/11` this year, `16/11/2025` before. */
export function shortMoment(instant: string | Date, now: Date = new Date()): string {
  const day = dayOf(instant);
  return day === today(now) ? timeText(instant) : shortDay(day, now);
}

/** Figures are written the way of the language that is read: `1.234`, `91,4 %`; in English `1,234`, `91.4%`. */
const locales = { vi: 'vi-VN', en: 'en-GB' } as const;

function figure(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locales[language.get()], options).format(value);
}

/** `1.234`. */
export function numberText(value: number): string {
  return figure(value);
}

/** `1.234`, or `10.000+` where counting stopped. */
export function totalText({ total, capped }: { readonly total: number; readonly capped: boolean }): string {
  return capped ? `${numberText(total)}+` : numberText(total);
}

/** `91,4 %` of a part between 0 and 1, to the nearest tenth, but all only of all; a dash when there is nothing to count. */
export function percentText(part: number | null): string {
  if (part === null) return '–';
  const tenths = Math.min(Math.round(part * 1_000), part < 1 ? 999 : 1_000);
  return wholePercent(tenths / 10, 1);
}

/** `50 %` of a figure that counts in hundredths. */
export function wholePercent(percent: number, digits = 0): string {
  const written = figure(percent, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return language.get() === 'vi' ? `${written} %` : `${written}%`;
}

/** `248 KB`, `3,1 MB`, `1,2 GB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${numberText(Math.max(1, Math.round(bytes / 1_000)))} KB`;
  const [units, name] = bytes < 1_000_000_000 ? [1_000_000, 'MB'] : [1_000_000_000, 'GB'];
  return `${figure(bytes / units, { maximumFractionDigits: 1 })} ${name}`;
}

const weekdays = {
  vi: ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

/** `Thứ Tư, 18/11/2026`. */
export function longDay(day: string, language: 'vi' | 'en'): string {
  return `${weekdays[language][new Date(`${day}T00:00:00Z`).getUTCDay()]}, ${dayText(day)}`;
}

/** The two letters of a person on their tile: of the two last words, passing over *Thị* and *Văn* (*BY* for Bùi Thị Yến). */
export function initials(fullName: string): string {
  const words = fullName
    .trim()
    .split(/\s+/)
    .filter((word) => word !== 'Thị' && word !== 'Văn');
  return words
    .slice(-2)
    .map((word) => word.charAt(0))
    .join('')
    .toUpperCase();
}
