import type { z } from 'zod';
import { identityContract, type PersonView } from '../../../../server/identity/contract.ts';
import { nameTakesTwo } from '../../../../server/identity/people/person.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useEditing } from '../../../ui/editing.ts';
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
  const sending = useAct(
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
  const { fullName, username, phone, email } = person;
  const values: TypedAccount & { readonly version: number; readonly reason: string } = {
    version: person.version,
    fullName,
    username,
    phone,
    email,
    reason: '',
  };
  const { form, version, act } = useEditing({ version: person.version, values }, body, sending, kept);
  return (
    <DialogForm
      title={`${text.correctPerson} · ${person.fullName}`}
      submit={text.correct}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const checked = form.check();
        if (checked) act.run({ ...checked, version });
      }}
    >
      <AccountFields form={form} nameHint={nameTakesTwo(person.positions) ? text.nameTakesTwo : undefined} />
      <ReasonField form={form} />
    </DialogForm>
  );
}
