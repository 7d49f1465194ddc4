import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useForm } from '../../../ui/form.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { adminText } from './text.ts';
import { TextField } from './text-field.tsx';

const identity = api(identityContract);
const { body } = identityContract.createUnit;

/** Adds a unit to the agency. */
export function NewUnit({ close }: { readonly close: () => void }) {
  const text = useText(adminText);
  const kept = useKeptForm('them-don-vi');
  const act = useAct(
    (values: { name: string; symbol: string }, idempotencyKey) => identity.createUnit({ body: values, idempotencyKey }),
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
      <TextField
        label={text.name}
        value={form.values.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
      />
      <TextField
        label={text.symbol}
        hint={text.symbolHint}
        value={form.values.symbol}
        onChange={(value) => form.set('symbol', value)}
        error={form.error('symbol')}
      />
    </DialogForm>
  );
}
