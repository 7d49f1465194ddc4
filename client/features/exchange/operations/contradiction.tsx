import { AuditOutlined } from '@ant-design/icons';
import { operationsContract, type PartnerView } from '../../../../server/exchange/operations/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { ReasonedAct } from '../../../ui/forms/reason-form.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { operationsText } from './text.ts';

interface Shown {
  readonly contradiction: PartnerView['contradictions'][number];
}

/** A log that contradicts itself, and the act by which an administrator notes what came of it. */
export function Contradiction({ contradiction: { id, name, size, foundAt } }: Shown) {
  const text = useText(operationsText);
  const kept = useKeptForm('mau-thuan', id);
  const act = useAct(
    (body: { readonly reason: string }, idempotencyKey) =>
      api(operationsContract).noteContradiction({ params: { contradictionId: id }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: text.contradictionNoted }) },
  );
  const said = { act: text.noteContradiction, reason: text.contradictionReason, note: text.contradictionNote };
  return (
    <div className="column gap-8">
      <p className="small bad">{text.contradiction(name, size, foundAt)}</p>
      <ReasonedAct act={act} run={(reason) => act.run({ reason })} kept={kept} words={said} icon={<AuditOutlined />} />
    </div>
  );
}
