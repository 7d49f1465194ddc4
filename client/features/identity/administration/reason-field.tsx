import { useText } from '../../../text/language.ts';
import type { Form } from '../../../ui/forms/form.ts';
import { adminText } from './text.ts';
import { TextField } from './text-field.tsx';

/** Why it is done, for the log. */
export function ReasonField({ form }: { readonly form: Form<{ readonly reason: string }, unknown> }) {
  const text = useText(adminText);
  return (
    <TextField
      label={text.reason}
      hint={text.reasonHint}
      value={form.values.reason}
      onChange={(value) => form.set('reason', value)}
      error={form.error('reason')}
    />
  );
}
