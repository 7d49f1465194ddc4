import { today } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DateField } from '../../../ui/forms/date-field.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { type Period, periodNames, periodOf } from '../../../ui/forms/period.ts';
import { isDay } from '../../../ui/forms/read-day.ts';
import { statisticsText } from './text.ts';

/** The period that figures are of: one with a name, or from any day to another. */
export function PeriodPicker({
  period,
  choose,
}: {
  readonly period: Period;
  readonly choose: (period: Period) => void;
}) {
  const text = useText(statisticsText);
  return (
    <div className="statistics-period">
      <fieldset className="chips" aria-label={text.period}>
        {periodNames.map((name) => {
          const named = periodOf(name, today());
          return (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={named.from === period.from && named.to === period.to}
              onClick={() => choose(named)}
            >
              {text.periods[name]}
            </button>
          );
        })}
      </fieldset>
      <div className="flex gap-12">
        <FormField label={text.from}>
          {(control) => (
            <DateField
              control={control}
              value={period.from}
              onChange={(from) => isDay(from) && choose({ ...period, from })}
            />
          )}
        </FormField>
        <FormField label={text.to}>
          {(control) => (
            <DateField control={control} value={period.to} onChange={(to) => isDay(to) && choose({ ...period, to })} />
          )}
        </FormField>
      </div>
    </div>
  );
}
