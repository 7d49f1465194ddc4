import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { ControlProps } from './form-field.tsx';
import type { Choice } from './pickers.tsx';

const PAUSE_MS = 300;

/** Chooses one after the other from more than a page can hold: the server finds them by the words that are typed, after a short pause. */
export function SearchPicker({
  choices,
  search,
  onChoose,
  control,
  placeholder,
  loading,
  autoFocus = false,
}: {
  /** What was found by the words that were searched last. */
  readonly choices: readonly Choice[];
  readonly search: (words: string) => void;
  readonly onChoose: (value: string) => void;
  readonly control: ControlProps;
  readonly placeholder: string;
  readonly loading: boolean;
  readonly autoFocus?: boolean;
}) {
  const text = useText(uiText);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => search(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, search]);
  return (
    <Select<string | null, Choice>
      {...control}
      autoFocus={autoFocus}
      style={{ width: '100%' }}
      value={null}
      placeholder={placeholder}
      loading={loading}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      optionRender={({ data }) => (
        <div>
          <div className="medium one-line">{data.label}</div>
          {data.note !== undefined && <div className="meta third one-line">{data.note}</div>}
        </div>
      )}
      options={[...choices]}
      notFoundContent={loading ? text.loading : text.nothingFound}
      onChange={(value) => {
        if (value !== null) onChoose(value);
        setTyped('');
      }}
    />
  );
}
