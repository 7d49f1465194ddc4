import { type AgencyView, identityContract } from '../../../../../server/identity/contract.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { DialogForm } from '../../../../ui/forms/dialog-form.tsx';
import { AgencyFields, type TypedAgency } from '../agency-fields.tsx';
import { ReasonField } from '../reason-field.tsx';
import { adminText } from '../text.ts';
import { useCorrection } from './correction.ts';

const identity = api(identityContract);
const { body } = identityContract.correctAgency;

/** Sets right or renews how an agency is called; its code stays. */
export function CorrectAgency({ agency, close }: { readonly agency: AgencyView; readonly close: () => void }) {
  const text = useText(adminText);
  const { id: agencyId, name, symbol, place, parentName, oldCode } = agency;
  const shown: TypedAgency = { name, symbol, place, parentName, oldCode };
  const { form, dialog } = useCorrection({
    ...{ name: 'sua-co-quan', of: agency, shown, body, close },
    send: (values, idempotencyKey) => identity.correctAgency({ params: { agencyId }, body: values, idempotencyKey }),
    said: () => text.done.corrected,
  });
  return (
    <DialogForm title={`${text.correctAgency} · ${name}`} {...dialog}>
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
