import { addDays, addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../server/platform/calendar.ts';
import { shortDay } from '../../text/format.ts';
import type { routingText } from './text.ts';

type Texts = (typeof routingText)['vi'];

/** The day on which a term of working days ends that is set today; the first day is not counted. */
export function termEnd(days: number, today: string): string {
  return addWorkingDays(today, days);
}

/** How a deadline was counted: *3 ngày làm việc, tính từ 19/11, nghỉ 21–22/11; sớm hơn hạn của văn bản (25/11)*. */
export function howCounted(dueOn: string, today: string, documentDueOn: string | null, text: Texts): string {
  const { directive } = text;
  const days = workingDaysBetween(today, dueOn);
  const closed = closedDays(today, dueOn);
  const compared =
    documentDueOn === null || documentDueOn === dueOn
      ? ''
      : dueOn < documentDueOn
        ? directive.earlier(shortDay(documentDueOn))
        : directive.later(shortDay(documentDueOn));
  if (dueOn <= today) return `${directive.countedToday}${compared}`;
  return `${directive.counted(days, shortDay(addDays(today, 1)))}${closed === '' ? '' : directive.closed(closed)}${compared}`;
}

/** The days off after `from` up to `to`, neighbours as one stretch: *21–22/11*. */
function closedDays(from: string, to: string): string {
  const stretches: string[][] = [];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day)) continue;
    const last = stretches.at(-1);
    if (last?.at(-1) === addDays(day, -1)) last.push(day);
    else stretches.push([day]);
  }
  return stretches
    .map((days) => {
      const [first = '', end = ''] = [days[0], days.at(-1)];
      if (first === end) return shortDay(first);
      return first.slice(0, 7) === end.slice(0, 7)
        ? `${first.slice(8)}–${shortDay(end)}`
        : `${shortDay(first)}–${shortDay(end)}`;
    })
    .join(', ');
}
