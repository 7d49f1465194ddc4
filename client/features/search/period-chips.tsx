import { useState } from 'react';
import { dayText, today } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { DateField } from '../../ui/forms/date-field.tsx';
import { FormField } from '../../ui/forms/form-field.tsx';
import { periodNames, periodOf } from '../../ui/forms/period.ts';
import { isDay } from '../../ui/forms/read-day.ts';
import { useFilters } from '../../ui/lists/filters.ts';
import { searchText } from './text.ts';

/** First and last day of the period that is searched; either end may be open. */
export interface SearchedPeriod {
  readonly from?: string;
  readonly to?: string;
}

/** The period that the address names; what is no day names none. */
export function useSearchedPeriod(): SearchedPeriod {
  const [{ tu, den }] = useFilters();
  return { ...(isDay(tu) && { from: tu }), ...(isDay(den) && { to: den }) };
}

/** The period in which a document came or was issued: a usual one by its chip, or any by its days. */
export function PeriodChips() {
  const text = useText(searchText);
  const period = useSearchedPeriod();
  const [, setFilters] = useFilters();
  const choose = ({ from, to }: SearchedPeriod): void => setFilters({ tu: from, den: to });
  const usual = periodNames.map((name) => ({ name, days: periodOf(name, today()) }));
  const current = usual.find(({ days }) => days.from === period.from && days.to === period.to);
  const isAny = period.from === undefined && period.to === undefined;
  const isOther = !isAny && current === undefined;
  const [asksForDays, askForDays] = useState(isOther);
  return (
    <>
      <fieldset className="chips" aria-label={text.period}>
        <button
          type="button"
          className="chip"
          aria-pressed={isAny}
          onClick={() => {
            choose({});
            askForDays(false);
          }}
        >
          {text.anyDay}
        </button>
        {usual.map(({ name, days }) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={current?.name === name}
            onClick={() => {
              choose(days);
              askForDays(false);
            }}
          >
            {text.periods[name]}
          </button>
        ))}
        <button
          type="button"
          className="chip"
          aria-pressed={isOther}
          aria-expanded={asksForDays}
          onClick={() => askForDays(!asksForDays)}
        >
          {isOther ? text.between(said(period.from), said(period.to)) : text.otherDays}
        </button>
      </fieldset>
      {asksForDays && (
        <div className="flex gap-12 search-days">
          <FormField label={text.from}>
            {(control) => (
              <DateField
                control={control}
                value={period.from ?? null}
                onChange={(from) => (from === null || isDay(from)) && setFilters({ tu: from ?? undefined })}
              />
            )}
          </FormField>
          <FormField label={text.to}>
            {(control) => (
              <DateField
                control={control}
                value={period.to ?? null}
                onChange={(to) => (to === null || isDay(to)) && setFilters({ den: to ?? undefined })}
              />
            )}
          </FormField>
        </div>
      )}
      {!isAny && <p className="meta third">{text.whichDays}</p>}
    </>
  );
}

const said = (day: string | undefined): string => (day === undefined ? '…' : dayText(day));
