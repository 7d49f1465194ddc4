import { identityContract, type PersonView } from '../../../../../server/identity/contract.ts';
import { nameTakesTwo } from '../../../../../server/identity/people/person.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { DialogForm } from '../../../../ui/forms/dialog-form.tsx';
import { AccountFields, type TypedAccount } from '../account-fields.tsx';
import { ReasonField } from '../reason-field.tsx';
import { adminText } from '../text.ts';
import { useCorrection } from './correction.ts';

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
  const { id: personId, fullName, username, phone, email } = person;
  const shown: TypedAccount = { fullName, username, phone, email };
  const { form, dialog } = useCorrection({
    ...{ name: 'sua-nguoi', of: person, shown, body, close },
    send: (values, idempotencyKey) =>
      identity.correctPerson({ params: { personId }, query: { agencyId }, body: values, idempotencyKey }),
    said: ({ correction }, sent) =>
      correction?.fullName === sent.fullName ? text.done.correctionWaits : text.done.corrected,
  });
  return (
    <DialogForm title={`${text.correctPerson} · ${fullName}`} {...dialog}>
      <AccountFields form={form} nameHint={nameTakesTwo(person.positions) ? text.nameTakesTwo : undefined} />
      <ReasonField form={form} />
    </DialogForm>
  );
}
