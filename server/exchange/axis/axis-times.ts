import { dayInVietnam } from '../../platform/calendar.ts';

/* Days and moments as packets of the axis have them (QCVN 102:2016/BTTTT). */

const forms: readonly RegExp[] = [
  /^(?<year>\d{4})[/.-](?<month>\d{1,2})[/.-](?<day>\d{1,2})(?:[T ]|$)/,
  /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})(?:[T ]|$)/,
];

/** A day in the form of the standard, `yyyy/MM/dd`, or as else it is written; undefined where none is. */
export function dayIn(said: string | null | undefined): string | undefined {
  for (const form of forms) {
    const { year, month = '', day = '' } = form.exec(said?.trim() ?? '')?.groups ?? {};
    const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (year !== undefined && isDay(found)) return found;
  }
  return undefined;
}

/** A moment as traces have it, `yyyy/MM/dd HH:mm:ss` by the clock of Vietnam. */
export function momentIn(said: string | null | undefined): Date | undefined {
  const day = dayIn(said);
  const [, hours = '', minutes = '', seconds = ''] = /[T ](\d{2}):(\d{2}):(\d{2})/.exec(said ?? '') ?? [];
  if (day === undefined || hours === '') return undefined;
  const moment = new Date(`${day}T${hours}:${minutes}:${seconds}+07:00`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** A day in the form of the standard. */
export function axisDay(day: string): string {
  return day.replaceAll('-', '/');
}

/** A moment in the form of the standard. */
export function axisMoment(moment: Date): string {
  const time = moment.toLocaleTimeString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
  return `${axisDay(dayInVietnam(moment))} ${time}`;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
