import { CloseCircleFilled } from '@ant-design/icons';
import { Select } from 'antd';
import { fold } from '../../server/platform/text/fold.ts';
import { useText } from '../text/language.ts';
import type { ControlProps } from './form-field.tsx';
import { uiText } from './text.ts';

/** One person, unit or agency to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Title and unit, or the code of an agency. */
  readonly note?: string;
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
      <div className="medium one-line">{data.label}</div>
      {data.note !== undefined && <div className="meta third one-line">{data.note}</div>}
    </div>
  ),
  style: { width: '100%' },
} as const;

/** Chooses one person; typing without diacritics finds them. */
export function PersonPicker({
  choices,
  value,
  onChange,
  control,
  loading = false,
  placeholder,
}: PickerProps<string | null>) {
  const text = useText(uiText);
  return (
    <Select<string, Choice>
      {...shared}
      {...control}
      allowClear={{ label: text.clearField, clearIcon: <CloseCircleFilled /> }}
      value={value as string}
      options={[...choices]}
      loading={loading}
      placeholder={placeholder ?? text.choosePerson}
      notFoundContent={text.nobody}
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
      notFoundContent={text.nobody}
      onChange={(next) => onChange(next)}
    />
  );
}
