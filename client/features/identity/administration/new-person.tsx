import { useState } from 'react';
import type { z } from 'zod';
import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { AccountFields, type TypedAccount } from './account-fields.tsx';
import { StartPassword } from './start-password.tsx';
import { adminText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.createPerson;

/** Adds a person; their start password is shown once. */
export function NewPerson({ close, agencyId }: { readonly close: () => void; readonly agencyId: string | undefined }) {
  const text = useText(adminText);
  const [made, setMade] = useState<{ readonly name: string; readonly password: string }>();
  const kept = useKeptForm('them-nguoi', agencyId);
  const act = useAct(
    (values: z.output<typeof body>, idempotencyKey) =>
      identity.createPerson({ query: { agencyId }, body: values, idempotencyKey }),
    {
      kept,
      onDone: ({ person, startPassword }) => {
        showToast({ words: text.done.person(person.fullName) });
        setMade({ name: person.fullName, password: startPassword });
      },
    },
  );
  const form = useForm<TypedAccount, typeof body>(
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
      <AccountFields form={form} />
    </DialogForm>
  );
}
