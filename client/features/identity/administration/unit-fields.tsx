import { useText } from '../../../text/language.ts';
import type { Form } from '../../../ui/forms/form.ts';
import { adminText } from './text.ts';
import { TextField } from './text-field.tsx';

/** How a unit is called, and what stands for it in notations. */
export function UnitFields({
  form,
}: {
  readonly form: Form<{ readonly name: string; readonly symbol: string }, unknown>;
}) {
  const text = useText(adminText);
  return (
    <>
      <TextField
        label={text.name}
        value={form.values.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
      />
      <TextField
        label={text.symbol}
        hint={text.symbolHint}
        value={form.values.symbol}
        onChange={(value) => form.set('symbol', value)}
        error={form.error('symbol')}
      />
    </>
  );
}
