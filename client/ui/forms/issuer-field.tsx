import { AutoComplete } from 'antd';
import type { AgencyView } from '../../../server/identity/contract.ts';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { ControlProps } from './form-field.tsx';
import { type Issuer, issuerOf } from './issuer.ts';
import { matches } from './pickers.tsx';

/** Who issued a document: chosen from the directory, or typed as it stands on the page. */
export function IssuerField({
  control,
  value,
  agencies,
  onChange,
}: {
  readonly control: ControlProps;
  readonly value: Issuer;
  readonly agencies: readonly AgencyView[];
  readonly onChange: (issuer: Issuer) => void;
}) {
  const text = useText(uiText);
  return (
    <AutoComplete
      {...control}
      style={{ width: '100%' }}
      value={value.name}
      placeholder={text.issuerHint}
      options={agencies.map(({ name, code }) => ({ value: name, label: name, note: code }))}
      showSearch={{
        filterOption: (words, option) =>
          option !== undefined && matches({ value: option.value, label: option.value, note: option.note }, words),
      }}
      onChange={(name: string) => onChange(issuerOf(name, agencies))}
    />
  );
}
