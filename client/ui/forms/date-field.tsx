import { CalendarOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { fieldWords } from '../../api/problem-text.ts';
import { dayText } from '../../text/format.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { ControlProps } from './form-field.tsx';
import { isBegun, isDay, readDay } from './read-day.ts';

/**
 * A date typed as 18/11 or 18/11/2026, or picked from the browser’s calendar; its value is `2026-11-18` or null – or, while it is no
 * date, the text itself, which no schema takes: a form never sends an older date than the one that stands in its field.
 */
export function DateField({
  value,
  onChange,
  control,
  disabled = false,
}: {
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly control?: ControlProps;
  readonly disabled?: boolean;
}) {
  const text = useText(uiText);
  const language = useLanguage();
  const [typed, setTyped] = useState(textOf(value));
  const [left, setLeft] = useState(false);
  const told = useRef(value);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (told.current === value) return;
    told.current = value;
    setTyped(textOf(value));
  }, [value]);
  const wrong = typed !== '' && readDay(typed) === null && (left || !isBegun(typed));
  const tell = (words: string): void => {
    setTyped(words);
    setLeft(false);
    told.current = words === '' ? null : (readDay(words) ?? words);
    if (told.current !== value) onChange(told.current);
  };
  const settle = (): void => {
    const day = readDay(typed);
    if (day) setTyped(dayText(day));
    setLeft(true);
  };
  return (
    <div className="column gap-4">
      <Input
        {...control}
        {...(wrong ? { 'aria-invalid': true } : {})}
        value={typed}
        disabled={disabled}
        inputMode="numeric"
        autoComplete="off"
        placeholder={text.dateForm}
        {...(wrong ? { status: 'error' as const } : {})}
        onChange={(event) => tell(event.target.value)}
        onBlur={settle}
        onPressEnter={(event) => {
          // It completes the date; a form is sent by its button or Ctrl Enter.
          event.preventDefault();
          settle();
        }}
        suffix={
          <button
            type="button"
            className="plain-button third pick-day"
            aria-label={text.pickDate}
            disabled={disabled}
            onClick={() => picker.current?.showPicker()}
          >
            <CalendarOutlined />
          </button>
        }
      />
      <input
        ref={picker}
        type="date"
        className="unseen"
        tabIndex={-1}
        aria-hidden="true"
        value={isDay(value) ? value : ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
      {wrong && control?.['aria-invalid'] === undefined && (
        <div className="field-error" role="alert">
          {fieldWords('not-a-date', language)}
        </div>
      )}
    </div>
  );
}

function textOf(value: string | null): string {
  if (value === null) return '';
  return isDay(value) ? dayText(value) : value;
}
