import { useText } from '../../../text/language.ts';
import type { Form } from '../../../ui/forms/form.ts';
import { adminText } from './text.ts';
import { orNull, TextField } from './text-field.tsx';

export interface TypedAccount {
  readonly fullName: string;
  readonly username: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/** How a person is called, signs in and is reached. */
export function AccountFields({
  form,
  nameHint,
}: {
  readonly form: Form<TypedAccount, unknown>;
  readonly nameHint?: string | undefined;
}) {
  const text = useText(adminText);
  return (
    <>
      <TextField
        label={text.fullName}
        hint={nameHint}
        value={form.values.fullName}
        onChange={(value) => form.set('fullName', value)}
        error={form.error('fullName')}
      />
      <TextField
        label={text.username}
        hint={text.usernameHint}
        value={form.values.username}
        onChange={(value) => form.set('username', value)}
        error={form.error('username')}
      />
      <div className="form-columns">
        <TextField
          label={text.phone}
          value={form.values.phone}
          onChange={(value) => form.set('phone', orNull(value))}
          error={form.error('phone')}
        />
        <TextField
          label={text.email}
          value={form.values.email}
          onChange={(value) => form.set('email', orNull(value))}
          error={form.error('email')}
        />
      </div>
    </>
  );
}
