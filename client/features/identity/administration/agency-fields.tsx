import type { ReactNode } from 'react';
import { useText } from '../../../text/language.ts';
import type { Form } from '../../../ui/forms/form.ts';
import { adminText } from './text.ts';
import { orNull, TextField } from './text-field.tsx';

export interface TypedAgency {
  readonly name: string;
  readonly symbol: string;
  readonly place: string;
  readonly parentName: string | null;
  readonly oldCode: string | null;
}

/** How an agency is called; `code` is a field for its code, or that code where it stays. */
export function AgencyFields({ form, code }: { readonly form: Form<TypedAgency, unknown>; readonly code: ReactNode }) {
  const text = useText(adminText);
  return (
    <>
      <TextField
        label={text.name}
        value={form.values.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
      />
      <div className="form-columns">
        {code}
        <TextField
          label={text.oldCode}
          value={form.values.oldCode}
          onChange={(value) => form.set('oldCode', orNull(value))}
          error={form.error('oldCode')}
        />
      </div>
      <div className="form-columns">
        <TextField
          label={text.symbol}
          hint={text.symbolHint}
          value={form.values.symbol}
          onChange={(value) => form.set('symbol', value)}
          error={form.error('symbol')}
        />
        <TextField
          label={text.place}
          value={form.values.place}
          onChange={(value) => form.set('place', value)}
          error={form.error('place')}
        />
      </div>
      <TextField
        label={text.parentName}
        value={form.values.parentName}
        onChange={(value) => form.set('parentName', orNull(value))}
        error={form.error('parentName')}
      />
    </>
  );
}
