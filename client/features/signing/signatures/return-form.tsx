import { Button } from 'antd';
import { useState } from 'react';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { KeptNotice } from '../../../ui/forms/kept-notice.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { signText } from './text.ts';

const outgoing = api(outgoingContract);

/** Returns a submitted draft to its drafter with the reason (*trả lại, nêu lý do*). */
export function ReturnForm({
  document,
  onDone,
  onCancel,
}: {
  readonly document: OutgoingView;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const words = useText(signText).sign;
  const kept = useKeptForm('tra-lai', document.id);
  const act = useAct(
    (body: { version: number; reason: string }, idempotencyKey) =>
      outgoing.returnDraft({ params: { documentId: document.id }, body, idempotencyKey }),
    { kept, onDone },
  );
  const [version] = useState(document.version);
  const form = useForm({ version, reason: '' }, outgoingContract.returnDraft.body, act.problem, kept);
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run({ ...values, version: document.version });
      }}
    >
      <div className="card-head">
        <h2>{words.returnTitle}</h2>
      </div>
      <div className="card-body form">
        <KeptNotice kept={kept} />
        <FormField label={words.reason} error={form.error('reason')} hint={words.reasonHint} required>
          {(control) => (
            <TextArea
              {...control}
              autoFocus
              lines={[3, 8]}
              maxLength={500}
              value={form.values.reason}
              onChange={(event) => form.set('reason', event.target.value)}
            />
          )}
        </FormField>
        <ActNotice act={act} />
        <div className="sign-foot">
          <Button onClick={onCancel}>{words.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={act.busy}>
            {words.return}
          </Button>
        </div>
      </div>
    </form>
  );
}
