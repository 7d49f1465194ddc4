import { CloseCircleFilled } from '@ant-design/icons';
import { type RefSelectProps, Select } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { fold } from '../../../server/platform/text/fold.ts';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { ControlProps } from './form-field.tsx';

/** One person, unit or agency to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Title and unit, or the code of an agency. */
  readonly note?: string;
  /** What it is. */
  readonly icon?: ReactNode;
}

interface PickerProps<Value> {
  readonly choices: readonly Choice[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly control?: ControlProps;
  readonly loading?: boolean;
  readonly placeholder?: string;
}

/** Whether the typed words are in the choice, with or without diacritics. */
export function matches(choice: Choice, typed: string): boolean {
  const words = fold(`${choice.label} ${choice.note ?? ''}`);
  return fold(typed)
    .split(' ')
    .every((word) => words.includes(word));
}

const shared = {
  showSearch: {
    filterOption: (typed: string, option: Choice | undefined) => option !== undefined && matches(option, typed),
  },
  optionRender: ({ data }: { data: Choice }) => (
    <div>
      <div className="medium one-line">
        {data.icon} {data.label}
      </div>
      {data.note !== undefined && <div className="meta third one-line">{data.note}</div>}
    </div>
  ),
  style: { width: '100%' },
} as const;

/** Chooses one person; typing without diacritics finds them, `Delete` empties the field. */
export function PersonPicker({
  choices,
  value,
  onChange,
  control,
  loading = false,
  placeholder,
}: PickerProps<string | null>) {
  const text = useText(uiText);
  const select = useRef<RefSelectProps>(null);
  // The way by Tab leads from field to field: on the cross in between, a space would empty what was just chosen.
  useEffect(() => select.current?.nativeElement.querySelector('.ant-select-clear')?.setAttribute('tabindex', '-1'));
  return (
    <Select<string, Choice>
      {...shared}
      {...control}
      ref={select}
      onInputKeyDown={({ key, target }) => {
        if (key === 'Delete' && target instanceof HTMLInputElement && target.value === '') onChange(null);
      }}
      allowClear={{ label: text.clearField, clearIcon: <CloseCircleFilled /> }}
      value={value as string}
      options={[...choices]}
      loading={loading}
      placeholder={placeholder ?? text.choosePerson}
      notFoundContent={text.nothingFound}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  );
}

/** Chooses several people. */
export function PeoplePicker({
  choices,
  value,
  onChange,
  control,
  loading = false,
  placeholder,
}: PickerProps<readonly string[]>) {
  const text = useText(uiText);
  return (
    <Select<string[], Choice>
      {...shared}
      {...control}
      mode="multiple"
      value={[...value]}
      options={[...choices]}
      loading={loading}
      placeholder={placeholder ?? text.choosePerson}
      notFoundContent={text.nothingFound}
      onChange={(next) => onChange(next)}
    />
  );
}
