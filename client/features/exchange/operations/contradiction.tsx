import { AuditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { operationsContract, type PartnerView } from '../../../../server/exchange/operations/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { operationsText } from './text.ts';

interface Shown {
  readonly contradiction: PartnerView['contradictions'][number];
}

/** A log that contradicts itself, and the act by which an administrator notes what came of it. */
export function Contradiction({ contradiction }: Shown) {
  const text = useText(operationsText);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="column gap-8">
      <p className="small bad">{text.contradiction(contradiction.name, contradiction.size, contradiction.foundAt)}</p>
      {isOpen ? (
        <Outcome contradiction={contradiction} close={() => setOpen(false)} />
      ) : (
        <span>
          <Button size="small" icon={<AuditOutlined />} aria-expanded={false} onClick={() => setOpen(true)}>
            {text.noteContradiction}
          </Button>
        </span>
      )}
    </div>
  );
}

function Outcome({ contradiction: { id }, close }: Shown & { readonly close: () => void }) {
  const text = useText(operationsText);
  const kept = useKeptForm('mau-thuan', id);
  const act = useAct(
    (body: { readonly reason: string }, idempotencyKey) =>
      api(operationsContract).noteContradiction({ params: { contradictionId: id }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: text.contradictionNoted }) },
  );
  const form = useForm({ reason: '' }, operationsContract.noteContradiction.body, act.problem, kept);
  return (
    <form
      className="column gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <FormField label={text.contradictionReason} hint={text.contradictionNote} error={form.error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            lines={[2, 6]}
            maxLength={500}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value)}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <div className="flex gap-8">
        <Button htmlType="submit" loading={act.busy}>
          {text.noteContradiction}
        </Button>
        <Button onClick={close}>{text.cancel}</Button>
      </div>
    </form>
  );
}
