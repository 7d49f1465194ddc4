import type { z } from 'zod';
import { type AgencyView, identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useEditing } from '../../../ui/editing.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { AgencyFields, type TypedAgency } from './agency-fields.tsx';
import { ReasonField } from './reason-field.tsx';
import { adminText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.correctAgency;

/** Sets right or renews how an agency is called; its code stays. */
export function CorrectAgency({ agency, close }: { readonly agency: AgencyView; readonly close: () => void }) {
  const text = useText(adminText);
  const kept = useKeptForm('sua-co-quan', agency.id);
  const sending = useAct(
    (values: z.output<typeof body>, idempotencyKey) =>
      identity.correctAgency({ params: { agencyId: agency.id }, body: values, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: text.done.corrected });
        close();
      },
    },
  );
  const { name, symbol, place, parentName, oldCode } = agency;
  const values: TypedAgency & { readonly version: number; readonly reason: string } = {
    version: agency.version,
    name,
    symbol,
    place,
    parentName,
    oldCode,
    reason: '',
  };
  const { form, version, act } = useEditing({ version: agency.version, values }, body, sending, kept);
  return (
    <DialogForm
      title={`${text.correctAgency} · ${agency.name}`}
      submit={text.correct}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const checked = form.check();
        if (checked) act.run({ ...checked, version });
      }}
    >
      <AgencyFields form={form} code={<CodeStays code={agency.code} />} />
      <ReasonField form={form} />
    </DialogForm>
  );
}

/** Messages and signatures name the code: another one is another agency. */
function CodeStays({ code }: { readonly code: string }) {
  const text = useText(adminText);
  return (
    <div>
      <div className="field-label">{text.code}</div>
      <div>{code}</div>
      <div className="field-hint">{text.codeStays}</div>
    </div>
  );
}
