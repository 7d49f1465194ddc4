import { identityContract, type UnitView } from '../../../../../server/identity/contract.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { DialogForm } from '../../../../ui/forms/dialog-form.tsx';
import { ReasonField } from '../reason-field.tsx';
import { adminText } from '../text.ts';
import { UnitFields } from '../unit-fields.tsx';
import { useCorrection } from './correction.ts';

const identity = api(identityContract);
const { body } = identityContract.correctUnit;

/** Sets right or renews how a unit is called. */
export function CorrectUnit({
  unit,
  agencyId,
  close,
}: {
  readonly unit: UnitView;
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const { id: unitId, name, symbol } = unit;
  const shown: Pick<UnitView, 'name' | 'symbol'> = { name, symbol };
  const { form, dialog } = useCorrection({
    ...{ name: 'sua-don-vi', of: unit, shown, body, close },
    send: (values, idempotencyKey) =>
      identity.correctUnit({ params: { unitId }, query: { agencyId }, body: values, idempotencyKey }),
    said: () => text.done.corrected,
  });
  return (
    <DialogForm title={`${text.correctUnit} · ${name}`} {...dialog}>
      <UnitFields form={form} />
      <ReasonField form={form} />
    </DialogForm>
  );
}
