import { useState } from 'react';
import { isWorkingDay } from '../../../server/platform/calendar.ts';
import { shortDay, today } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { DateField } from '../../ui/forms/date-field.tsx';
import { FormField } from '../../ui/forms/form-field.tsx';
import { isDay } from '../../ui/forms/read-day.ts';
import { howCounted, termEnd } from './deadline.ts';
import { routingText } from './text.ts';

const terms = [2, 3, 5, 10] as const;

/** A deadline by one touch, in working days, or any day; below it stands how it was counted. */
export function DueChips({
  value,
  error,
  documentDueOn,
  onChange,
}: {
  readonly value: string | null;
  readonly error: string | undefined;
  readonly documentDueOn: string | null;
  readonly onChange: (day: string | null) => void;
}) {
  const texts = useText(routingText);
  const text = texts.directive;
  const now = today();
  const offered: readonly { readonly day: string | null; readonly words: string }[] = [
    { day: null, words: text.noDue },
    { day: now, words: text.todayChip },
    ...terms.map((days) => ({
      day: termEnd(days, now),
      words: `${text.days(days)} · ${shortDay(termEnd(days, now))}`,
    })),
  ];
  const [own, setOwn] = useState(!offered.some(({ day }) => day === value));
  const day = isDay(value) ? value : undefined;
  const counted = day === undefined ? undefined : howCounted(day, now, documentDueOn, texts);
  const closed = day !== undefined && !isWorkingDay(day);
  return (
    <div className="column gap-8">
      <span className="field-label">{text.dueOn}</span>
      <fieldset className="chip-row" aria-label={text.dueOn}>
        {offered.map(({ day, words }) => (
          <button
            key={words}
            type="button"
            className="chip"
            aria-pressed={!own && value === day}
            onClick={() => {
              setOwn(false);
              onChange(day);
            }}
          >
            {words}
          </button>
        ))}
        <button type="button" className="chip" aria-pressed={own} onClick={() => setOwn(true)}>
          {text.ownDay}
        </button>
      </fieldset>
      {own && (
        <FormField label={text.ownDay} error={error}>
          {(control) => <DateField control={control} value={value} onChange={onChange} />}
        </FormField>
      )}
      {!own && error !== undefined && (
        <div className="field-error" role="alert">
          {error}
        </div>
      )}
      {counted !== undefined && (
        <div className={closed ? 'small caution' : 'small third'}>{closed ? text.notWorking : `${counted}.`}</div>
      )}
    </div>
  );
}
