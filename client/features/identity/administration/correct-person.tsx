import type { z } from 'zod';
import { identityContract, type PersonView } from '../../../../server/identity/contract.ts';
import { nameTakesTwo } from '../../../../server/identity/people/person.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useForm } from '../../../ui/form.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { AccountFields, type TypedAccount } from './account-fields.tsx';
import { ReasonField } from './reason-field.tsx';
import { adminText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.correctPerson;

/** Sets right how a person is called, signs in and is reached; where the name takes two people another administrator agrees to it. */
export function CorrectPerson({
  person,
  agencyId,
  close,
}: {
  readonly person: PersonView;
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const kept = useKeptForm('sua-nguoi', person.id);
  const act = useAct(
    (values: z.output<typeof body>, idempotencyKey) =>
      identity.correctPerson({ params: { personId: person.id }, query: { agencyId }, body: values, idempotencyKey }),
    {
      kept,
      onDone: ({ correction }, { fullName }) => {
        showToast({ words: correction?.fullName === fullName ? text.done.correctionWaits : text.done.corrected });
        close();
      },
    },
  );
  const { version, fullName, username, phone, email } = person;
  const form = useForm<TypedAccount & { readonly version: number; readonly reason: string }, typeof body>(
    { version, fullName, username, phone, email, reason: '' },
    body,
    act.problem,
    kept,
  );
  return (
    <DialogForm
      title={`${text.correctPerson} · ${person.fullName}`}
      submit={text.correct}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run({ ...values, version });
      }}
    >
      <AccountFields form={form} nameHint={nameTakesTwo(person.positions) ? text.nameTakesTwo : undefined} />
      <ReasonField form={form} />
    </DialogForm>
  );
}
