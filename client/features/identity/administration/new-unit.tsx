import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { adminText } from './text.ts';
import { UnitFields } from './unit-fields.tsx';

const identity = api(identityContract);
const { body } = identityContract.createUnit;

/** Adds a unit to the agency. */
export function NewUnit({ close, agencyId }: { readonly close: () => void; readonly agencyId: string | undefined }) {
  const text = useText(adminText);
  const kept = useKeptForm('them-don-vi', agencyId);
  const act = useAct(
    (values: { name: string; symbol: string }, idempotencyKey) =>
      identity.createUnit({ query: { agencyId }, body: values, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: text.done.unit });
        close();
      },
    },
  );
  const form = useForm({ name: '', symbol: '' }, body, act.problem, kept);
  return (
    <DialogForm
      title={text.addUnit}
      submit={text.addUnit}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <UnitFields form={form} />
    </DialogForm>
  );
}
