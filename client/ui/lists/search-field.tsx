import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { ClearIcon } from '../forms/clear-icon.tsx';

const PAUSE_MS = 300;

/** Searches while somebody types, after a short pause; `/` brings the focus here. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
  autoFocus = false,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (words: string) => void;
  readonly autoFocus?: boolean;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    const words = typed.trim();
    if (words === value) return undefined;
    const timer = setTimeout(() => onChange(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <search data-search>
      <Input
        type="search"
        allowClear={{ clearIcon: <ClearIcon /> }}
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={placeholder}
        prefix={<SearchOutlined className="third" />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  );
}
