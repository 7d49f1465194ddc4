import type { z } from 'zod';
import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useForm } from '../../../ui/form.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { adminText } from './text.ts';
import { orNull, TextField } from './text-field.tsx';

const identity = api(identityContract);
const { body } = identityContract.createAgency;

interface Typed {
  readonly name: string;
  readonly code: string;
  readonly symbol: string;
  readonly place: string;
  readonly parentName: string | null;
  readonly oldCode: string | null;
}

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
      <TextField
        label={text.name}
        value={form.values.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
      />
      <div className="form-columns">
        <TextField
          label={text.code}
          hint={text.codeHint}
          value={form.values.code}
          onChange={(value) => form.set('code', value)}
          error={form.error('code')}
        />
        <TextField
          label={text.oldCode}
          value={form.values.oldCode}
          onChange={(value) => form.set('oldCode', orNull(value))}
          error={form.error('oldCode')}
        />
      </div>
      <div className="form-columns">
        <TextField
          label={text.symbol}
          hint={text.symbolHint}
          value={form.values.symbol}
          onChange={(value) => form.set('symbol', value)}
          error={form.error('symbol')}
        />
        <TextField
          label={text.place}
          value={form.values.place}
          onChange={(value) => form.set('place', value)}
          error={form.error('place')}
        />
      </div>
      <TextField
        label={text.parentName}
        value={form.values.parentName}
        onChange={(value) => form.set('parentName', orNull(value))}
        error={form.error('parentName')}
      />
    </DialogForm>
  );
}
