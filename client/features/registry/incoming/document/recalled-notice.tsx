import { StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type IncomingView, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { shortMoment } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { ActNotice, Notice } from '../../../../ui/feedback/notices.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { documentText } from './text.ts';

/** That its sender has the document back (*thu hồi, lấy lại*), and why; who acted on it says here that they know. */
export function RecalledNotice({ document }: { readonly document: IncomingView }) {
  const words = useText(documentText).recalled;
  const { recalled, allowed, id: documentId } = document;
  const note = useAct(
    (_: undefined, idempotencyKey) =>
      api(incomingContract).noteRecall({ params: { documentId }, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: words.noted }) },
  );
  if (!recalled) return null;
  return (
    <>
      <Notice
        tone="bad"
        icon={<StopOutlined />}
        title={words.title[recalled.way](shortMoment(recalled.at))}
        actions={
          allowed.includes('note-recall') && (
            <Button loading={note.busy} onClick={() => note.run(undefined)}>
              {words.note}
            </Button>
          )
        }
      >
        <div>{`“${recalled.reason}” ${words.by[recalled.way](recalled.by)}`}</div>
        <div>{words.stays}</div>
      </Notice>
      <ActNotice act={note} />
    </>
  );
}
