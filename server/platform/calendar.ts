/* Calendar dates are Vietnam's (UTC+7, no daylight saving since 1975), never the machine's zone. A day is 'YYYY-MM-DD'. */

const dayMs = 86_400_000;
const offsetMs = 7 * 3_600_000;

interface YearOfHolidays {
  /** Mùng 1 Tết and 10/3 âm lịch, computed at UTC+7 (in 2030 another day than the Chinese calendar’s); days off by Bộ luật Lao động Điều 112. */
  readonly tet: string;
  readonly hungKings: string;
  /** How many of the five days of Tết lie before mùng 1: announced each year, 1 until then. */
  readonly beforeTet: number;
  /** The second day of Quốc khánh, before or after 2 September: announced each year, the day before until then. */
  readonly besideNationalDay: '01' | '03';
}

const years: Readonly<Record<string, YearOfHolidays>> = {
  '2023': { tet: '2023-01-22', hungKings: '2023-04-29', beforeTet: 2, besideNationalDay: '01' },
  '2024': { tet: '2024-02-10', hungKings: '2024-04-18', beforeTet: 2, besideNationalDay: '03' },
  '2025': { tet: '2025-01-29', hungKings: '2025-04-07', beforeTet: 2, besideNationalDay: '01' },
  '2026': { tet: '2026-02-17', hungKings: '2026-04-26', beforeTet: 1, besideNationalDay: '01' },
  '2027': { tet: '2027-02-06', hungKings: '2027-04-16', beforeTet: 1, besideNationalDay: '01' },
  '2028': { tet: '2028-01-26', hungKings: '2028-04-04', beforeTet: 1, besideNationalDay: '01' },
  '2029': { tet: '2029-02-13', hungKings: '2029-04-23', beforeTet: 1, besideNationalDay: '01' },
  '2030': { tet: '2030-02-02', hungKings: '2030-04-12', beforeTet: 1, besideNationalDay: '01' },
};
const tetLength = 5;

/** What a year's announcements change: closed days, and Saturdays or holidays on which offices work (*hoán đổi ngày làm việc*). */
export interface CalendarChanges {
  readonly daysOff?: readonly string[];
  readonly workingDays?: readonly string[];
}

/** The day in Vietnam at this moment, 'YYYY-MM-DD'. */
export function dayInVietnam(moment: Date): string {
  const there = moment.getTime() + offsetMs;
  const number = Math.floor(there / dayMs);
  if (number !== lastDay.number) lastDay = { number, text: new Date(there).toISOString().slice(0, 10) };
  return lastDay.text;
}

/** Nearly everything asks for today. */
let lastDay = { number: Number.NaN, text: '' };

/** The year in Vietnam at this moment. */
export function yearInVietnam(moment: Date): number {
  return Number(dayInVietnam(moment).slice(0, 4));
}

/** The moment at which a day begins in Vietnam. */
export function startOfDay(day: string): Date {
  return new Date(atMidnightUtc(day) - offsetMs);
}

/** The day `count` calendar days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  return new Date(atMidnightUtc(day) + count * dayMs).toISOString().slice(0, 10);
}

/** A day as people write it: 22/11/2026. */
export function formatDay(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** A moment as people write it in Vietnam: 22/11/2026 09:15. */
export function formatMoment(moment: Date): string {
  const local = new Date(moment.getTime() + offsetMs).toISOString();
  return `${formatDay(local.slice(0, 10))} ${local.slice(11, 16)}`;
}

/** Public holidays of a year with compensatory days (Bộ luật Lao động 2019, Điều 111 and 112); what is set yearly comes as changes. */
export function publicHolidays(year: number): ReadonlySet<string> {
  const known = holidaysByYear.get(year);
  if (known !== undefined) return known;
  const {
    tet,
    hungKings,
    beforeTet = 1,
    besideNationalDay = '01',
  }: Partial<YearOfHolidays> = years[String(year)] ?? {};
  const named = ['01-01', '04-30', '05-01', '09-02', `09-${besideNationalDay}`].map((day) => `${year}-${day}`);
  if (tet !== undefined)
    named.push(...Array.from({ length: tetLength }, (_, index) => addDays(tet, index - beforeTet)));
  if (hungKings !== undefined) named.push(hungKings);
  const days = new Set(named);
  for (const day of named.filter(isWeekend).sort()) {
    let instead = day;
    while (isWeekend(instead) || days.has(instead)) instead = addDays(instead, 1);
    days.add(instead);
  }
  holidaysByYear.set(year, days);
  return days;
}

/** Whether offices work on this day. */
export function isWorkingDay(day: string, changes: CalendarChanges = {}): boolean {
  if (changes.workingDays?.includes(day)) return true;
  if (changes.daysOff?.includes(day)) return false;
  return !isWeekend(day) && !publicHolidays(Number(day.slice(0, 4))).has(day);
}

/** This day, or the next working day: a term that ends on a day off moves on (Bộ luật Dân sự, Điều 148). */
export function workingDayFrom(day: string, changes: CalendarChanges = {}): string {
  let candidate = day;
  while (!isWorkingDay(candidate, changes)) candidate = addDays(candidate, 1);
  return candidate;
}

/** The working day on which a term of `count` working days ends; the first day is not counted (Bộ luật Dân sự, Điều 147). */
export function addWorkingDays(day: string, count: number, changes: CalendarChanges = {}): string {
  let end = count > 0 ? day : workingDayFrom(day, changes);
  for (let left = count; left > 0; left -= 1) end = workingDayFrom(addDays(end, 1), changes);
  return end;
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: string, to: string, changes: CalendarChanges = {}): number {
  if (to < from) return -workingDaysBetween(to, from, changes);
  let count = weekdaysUpTo(to) - weekdaysUpTo(from);
  for (const day of daysUnlikeTheirWeek(from, to, changes)) {
    if (day > from && day <= to) count += Number(isWorkingDay(day, changes)) - Number(!isWeekend(day));
  }
  return count;
}

/** Days in these years on which offices may work or rest against what the day of the week says. */
function daysUnlikeTheirWeek(
  from: string,
  to: string,
  { daysOff = [], workingDays = [] }: CalendarChanges,
): Set<string> {
  const days = new Set([...daysOff, ...workingDays]);
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    for (const day of publicHolidays(year)) days.add(day);
  }
  return days;
}

/** Mondays to Fridays since Monday 29 December 1969 up to and including this day. */
function weekdaysUpTo(day: string): number {
  const days = atMidnightUtc(day) / dayMs + 3;
  const weeks = Math.floor(days / 7);
  return 5 * weeks + Math.min(days - 7 * weeks + 1, 5);
}

/** Working days that are left of a term on this day, as home, lists and panels all count them: 0 is its last day, negative is late. */
export function daysLeft(dueOn: string, today: string): number;
export function daysLeft(dueOn: string | null, today: string): number | null;
export function daysLeft(dueOn: string | null, today: string): number | null {
  if (dueOn === null) return null;
  return dueOn >= today ? workingDaysBetween(today, dueOn) : -Math.max(1, workingDaysBetween(dueOn, today));
}

const holidaysByYear = new Map<number, ReadonlySet<string>>();

function isWeekend(day: string): boolean {
  const weekday = new Date(atMidnightUtc(day)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function atMidnightUtc(day: string): number {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 30 February for 2 March; a day that does not exist must not pass.
  if (Number.isNaN(moment) || new Date(moment).getUTCDate() !== Number(day.slice(8))) {
    throw new RangeError(`Not a day of the calendar: ${day}`);
  }
  return moment;
}
