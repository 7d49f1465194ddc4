import { daysLeft } from '../../../server/platform/calendar.ts';
import type { uiText } from '../text.ts';
import type { Tone } from '../theme/tone.ts';

/** How near a deadline is, in working days and with its colour. */
export function nearness(
  dueOn: string,
  today: string,
  text: (typeof uiText)['vi'],
): { readonly words: string; readonly tone?: Tone } {
  const left = daysLeft(dueOn, today);
  if (left < 0) return { words: text.due.late(-left), tone: 'bad' };
  if (left === 0) return { words: text.due.today, tone: 'caution' };
  return left <= 3 ? { words: text.due.left(left), tone: 'caution' } : { words: text.due.left(left) };
}
