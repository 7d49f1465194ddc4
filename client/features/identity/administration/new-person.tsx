import { useState } from 'react';
import type { z } from 'zod';
import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useForm } from '../../../ui/form.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { StartPassword } from './start-password.tsx';
import { adminText } from './text.ts';
import { orNull, TextField } from './text-field.tsx';

const identity = api(identityContract);
const { body } = identityContract.createPerson;

interface Typed {
  readonly fullName: string;
  readonly username: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Adds a person; their start password is shown once. */
export function NewPerson({ close }: { readonly close: () => void }) {
  const text = useText(adminText);
  const [made, setMade] = useState<{ readonly name: string; readonly password: string }>();
  const kept = useKeptForm('them-nguoi');
  const act = useAct(
    (values: z.output<typeof body>, idempotencyKey) => identity.createPerson({ body: values, idempotencyKey }),
    {
      kept,
      onDone: ({ person, startPassword }) => {
        showToast({ words: text.done.person(person.fullName) });
        setMade({ name: person.fullName, password: startPassword });
      },
    },
  );
  const form = useForm<Typed, typeof body>(
    { fullName: '', username: '', phone: null, email: null },
    body,
    act.problem,
    kept,
  );
  if (made) return <StartPassword name={made.name} password={made.password} close={close} />;
  return (
    <DialogForm
      title={text.addPerson}
      submit={text.addPerson}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <TextField
        label={text.fullName}
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
    </DialogForm>
  );
}
