import { useState } from 'react';
import { identityContract, type PersonView } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { ReasonField } from './reason-field.tsx';
import { StartPassword } from './start-password.tsx';
import { adminText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.disablePerson;

interface PersonAct {
  readonly person: PersonView;
  readonly close: () => void;
  readonly agencyId: string | undefined;
}

/** A new start password, with the reason for the log; shown once. */
export function ResetPassword({ person, close, agencyId }: PersonAct) {
  const text = useText(adminText);
  const [password, setPassword] = useState<string>();
  const kept = useKeptForm('mat-khau-moi', person.id);
  const act = useAct(
    (values: { reason: string }, idempotencyKey) =>
      identity.resetPassword({ params: { personId: person.id }, query: { agencyId }, body: values, idempotencyKey }),
    { kept, onDone: ({ startPassword }) => setPassword(startPassword) },
  );
  const form = useForm({ reason: '' }, body, act.problem, kept);
  if (password !== undefined) return <StartPassword name={person.fullName} password={password} close={close} />;
  return (
    <DialogForm
      title={`${text.resetPassword} · ${person.fullName}`}
      submit={text.resetPassword}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <ReasonField form={form} />
    </DialogForm>
  );
}

/** Locks an account, or unlocks it, with the reason for the log. */
export function SwitchAccount({ person, close, agencyId }: PersonAct) {
  const text = useText(adminText);
  const words = person.disabled ? text.enable : text.disable;
  const kept = useKeptForm('khoa-mo', person.id);
  const act = useAct(
    (values: { reason: string }, idempotencyKey) => {
      const call = { params: { personId: person.id }, query: { agencyId }, body: values, idempotencyKey };
      return person.disabled ? identity.enablePerson(call) : identity.disablePerson(call);
    },
    {
      kept,
      onDone: ({ disabled }) => {
        showToast({ words: disabled ? text.done.disabled : text.done.enabled });
        close();
      },
    },
  );
  const form = useForm({ reason: '' }, body, act.problem, kept);
  return (
    <DialogForm
      title={`${words} · ${person.fullName}`}
      submit={words}
      danger={!person.disabled}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <ReasonField form={form} />
    </DialogForm>
  );
}
