import { RollbackOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import type { Reasoned } from '../../../ui/documents/decide-asked.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { ReasonForm } from '../../../ui/forms/reason-form.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { outgoingText } from './text.ts';

const outgoing = api(outgoingContract);

/** *Trả về soạn lại*: a signed document without a number whose form is wrong, or whose year is over. */
export function ReturnSigned({ document }: { readonly document: OutgoingView }) {
  const words = useText(outgoingText).giveBack;
  const [isOpen, setOpen] = useState(false);
  const kept = useKeptForm('tra-ve', document.id);
  const act = useAct(
    (body: Reasoned, idempotencyKey) =>
      outgoing.returnDraft({ params: { documentId: document.id }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.done }) },
  );
  if (!isOpen) {
    return (
      <Button icon={<RollbackOutlined />} aria-expanded={false} onClick={() => setOpen(true)}>
        {words.act}
      </Button>
    );
  }
  return (
    <ReasonForm
      act={act}
      run={(reason) => act.run({ version: document.version, reason })}
      kept={kept}
      words={words}
      close={() => setOpen(false)}
    />
  );
}
