import { daysLeft } from '../../../server/platform/calendar.ts';
import { dayText, shortDay, today } from '../../text/format.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { DueText } from '../feedback/tags.tsx';
import { uiText } from '../text.ts';
import { dueAct } from './due-looks.ts';
import { nearness } from './nearness.ts';

/** By when what a row stands for is due, in the same words at home and in every list; `urgent` names the act that does not wait for its day. */
export function RowDue({ dueOn, urgent }: { readonly dueOn: string | null; readonly urgent?: string | undefined }) {
  const text = useText(uiText).due;
  const language = useLanguage();
  const left = daysLeft(dueOn, today());
  if (left !== null && left < 0) return <DueText tone="bad">{text.late(-left)}</DueText>;
  if (urgent !== undefined) return <DueText tone="bad">{dueAct(urgent)?.atOnce?.[language] ?? text.atOnce}</DueText>;
  if (left === 0) return <DueText tone="caution">{text.today}</DueText>;
  return <DueText>{dueOn === null ? text.none : text.on(shortDay(dueOn))}</DueText>;
}

/** The same among the facts of a document: the day, and how near it is. */
export function DayDue({ day }: { readonly day: string }) {
  const { words, tone } = nearness(day, today(), useText(uiText));
  return (
    <span className="flex gap-8 wrap">
      {dayText(day)} <DueText {...(tone ? { tone } : {})}>{words}</DueText>
    </span>
  );
}
