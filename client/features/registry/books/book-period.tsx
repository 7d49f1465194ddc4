import { today } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DateField } from '../../../ui/forms/date-field.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { isDay } from '../../../ui/forms/read-day.ts';
import { registersText } from './text.ts';

/** From one day to another, both included; what is not said is open. */
export interface Days {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The days whose numbers are shown and printed: all, today – whose page is closed in the evening –, this month, or any others. */
export function BookPeriod({
  year,
  days,
  choose,
}: {
  readonly year: number;
  readonly days: Days;
  readonly choose: (days: Days) => void;
}) {
  const text = useText(registersText);
  const day = today();
  const month = `${day.slice(0, 8)}01`;
  const named = {
    whole: { from: undefined, to: undefined },
    ...(day.startsWith(String(year)) && { today: { from: day, to: day } }),
    ...(day.startsWith(String(year)) && day !== month && { month: { from: month, to: day } }),
  };
  const changed = (end: keyof Days) => (value: string | null) =>
    (value === null || isDay(value)) && choose({ ...days, [end]: value ?? undefined });
  return (
    <div className="book-period">
      <fieldset className="chips" aria-label={text.period}>
        {Object.entries(named).map(([name, period]) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={period.from === days.from && period.to === days.to}
            onClick={() => choose(period)}
          >
            {text.periods[name as keyof typeof named]}
          </button>
        ))}
      </fieldset>
      {(['from', 'to'] as const).map((end) => (
        <FormField key={end} label={text.daysOf[end]}>
          {(control) => <DateField control={control} value={days[end] ?? null} onChange={changed(end)} />}
        </FormField>
      ))}
    </div>
  );
}
