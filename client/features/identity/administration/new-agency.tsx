import type { z } from 'zod';
import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { AgencyFields, type TypedAgency } from './agency-fields.tsx';
import { adminText } from './text.ts';
import { TextField } from './text-field.tsx';

const identity = api(identityContract);
const { body } = identityContract.createAgency;

type Typed = TypedAgency & { readonly code: string };

/** Adds an agency to the deployment. */
export function NewAgency({ close }: { readonly close: () => void }) {
  const text = useText(adminText);
  const kept = useKeptForm('them-co-quan');
  const act = useAct(
    (values: z.output<typeof body>, idempotencyKey) => identity.createAgency({ body: values, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: text.done.agency });
        close();
      },
    },
  );
  const empty: Typed = { name: '', code: '', symbol: '', place: '', parentName: null, oldCode: null };
  const form = useForm<Typed, typeof body>(empty, body, act.problem, kept);
  return (
    <DialogForm
      title={text.addAgency}
      submit={text.addAgency}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <AgencyFields
        form={form}
        code={
          <TextField
            label={text.code}
            hint={text.codeHint}
            value={form.values.code}
            onChange={(value) => form.set('code', value)}
            error={form.error('code')}
          />
        }
      />
    </DialogForm>
  );
}
