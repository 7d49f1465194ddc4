import { CalendarOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { dayText } from '../text/format.ts';
import { useText } from '../text/language.ts';
import type { ControlProps } from './form-field.tsx';
import { readDay } from './read-day.ts';
import { uiText } from './text.ts';

/** A date typed as 18/11 or 18/11/2026, or picked from the browser’s calendar; its value is `2026-11-18` or null. */
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
  const [typed, setTyped] = useState(value ? dayText(value) : '');
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(value ? dayText(value) : ''), [value]);
  const wrong = typed !== '' && readDay(typed) === null;
  const settle = (): void => {
    const day = typed === '' ? null : readDay(typed);
    if (typed !== '' && day === null) return;
    if (day) setTyped(dayText(day));
    if (day !== value) onChange(day);
  };
  return (
    <div className="column gap-4">
      <Input
        {...control}
        value={typed}
        disabled={disabled}
        inputMode="numeric"
        autoComplete="off"
        placeholder={text.dateForm}
        {...(wrong && typed.length > 4 ? { status: 'error' as const } : {})}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onPressEnter={settle}
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
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
      {wrong && typed.length > 4 && (
        <div className="field-error" role="alert">
          {text.badDate}
        </div>
      )}
    </div>
  );
}
