import type { z } from 'zod';
import { identityContract, type UnitView } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useEditing } from '../../../ui/editing.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { ReasonField } from './reason-field.tsx';
import { adminText } from './text.ts';
import { UnitFields } from './unit-fields.tsx';

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
  const kept = useKeptForm('sua-don-vi', unit.id);
  const sending = useAct(
    (values: z.output<typeof body>, idempotencyKey) =>
      identity.correctUnit({ params: { unitId: unit.id }, query: { agencyId }, body: values, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: text.done.corrected });
        close();
      },
    },
  );
  const { name, symbol } = unit;
  const values: { readonly version: number; readonly name: string; readonly symbol: string; readonly reason: string } =
    { version: unit.version, name, symbol, reason: '' };
  const { form, version, act } = useEditing({ version: unit.version, values }, body, sending, kept);
  return (
    <DialogForm
      title={`${text.correctUnit} · ${unit.name}`}
      submit={text.correct}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const checked = form.check();
        if (checked) act.run({ ...checked, version });
      }}
    >
      <UnitFields form={form} />
      <ReasonField form={form} />
    </DialogForm>
  );
}
