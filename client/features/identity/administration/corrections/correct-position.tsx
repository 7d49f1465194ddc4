import { identityContract, type PositionView } from '../../../../../server/identity/contract.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { DialogForm } from '../../../../ui/forms/dialog-form.tsx';
import { PositionFields, type TypedPosition } from '../position-fields.tsx';
import { ReasonField } from '../reason-field.tsx';
import { adminText } from '../text.ts';
import { useCorrection } from './correction.ts';

const identity = api(identityContract);
const { body } = identityContract.correctPosition;

/** Sets right title, unit and lines of a position; where its roles take two people another administrator agrees. */
export function CorrectPosition({
  position,
  agencyId,
  close,
}: {
  readonly position: PositionView;
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const { id: positionId, unitId, title, capacity } = position;
  const shown: TypedPosition = { unitId, title, capacity };
  const { form, dialog } = useCorrection({
    ...{ name: 'sua-vi-tri', of: position, shown, body, close },
    send: (values, idempotencyKey) =>
      identity.correctPosition({ params: { positionId }, query: { agencyId }, body: values, idempotencyKey }),
    said: ({ correction }) => (correction === null ? text.done.corrected : text.done.correctionWaits),
  });
  return (
    <DialogForm title={`${text.correctPosition} · ${position.fullName}, ${title}`} {...dialog}>
      <PositionFields form={form} agencyId={agencyId} />
      <ReasonField form={form} />
    </DialogForm>
  );
}
