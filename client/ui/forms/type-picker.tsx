import { Select } from 'antd';
import { incomingTypes } from '../../../server/registry/registers/document-type.ts';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { ControlProps } from './form-field.tsx';
import { type Choice, matches } from './pickers.tsx';

/** The type that stands for any the house does not know; it wants a name of its own. */
export const OTHER_TYPE = 'khac';

const known: readonly Choice[] = incomingTypes.map(({ code, name, form }) => ({
  ...{ value: code, label: name },
  ...(form === undefined ? {} : { note: form }),
}));

/** Chooses the type of a document that comes in; whatever is typed, the way to give a name of its own stays. */
export function TypePicker({
  control,
  value,
  onChange,
}: {
  readonly control: ControlProps;
  readonly value: string;
  readonly onChange: (code: string) => void;
}) {
  const text = useText(uiText);
  return (
    <Select<string | null, Choice>
      {...control}
      style={{ width: '100%' }}
      value={value === '' ? null : value}
      showSearch={{
        filterOption: (words, option) =>
          option !== undefined && (option.value === OTHER_TYPE || matches(option, words)),
      }}
      optionRender={({ data }) => (
        <span className="flex gap-8">
          <span className="grow one-line">{data.label}</span>
          {data.note !== undefined && <span className="meta third nowrap">{data.note}</span>}
        </span>
      )}
      options={[...known, { value: OTHER_TYPE, label: text.otherType }]}
      onChange={(code) => onChange(code ?? '')}
    />
  );
}
