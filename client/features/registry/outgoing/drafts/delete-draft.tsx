import { DeleteOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { outgoingContract } from '../../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { Dialog } from '../../../../ui/dialogs/dialog.tsx';
import { ActNotice } from '../../../../ui/feedback/notices.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { outgoingText } from '../text.ts';

/** *Xoá dự thảo*: asked once, for nothing brings it back. */
export function DeleteDraft({ document }: { readonly document: OutgoingView }) {
  const words = useText(outgoingText).deleting;
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { id: documentId, version, subject } = document;
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      api(outgoingContract).deleteDraft({ params: { documentId }, body: { version }, idempotencyKey }),
    {
      // What is on the screen is gone with it: only what stays is asked for again.
      makesStale: ['due-work'],
      onDone: () => {
        showToast({ words: words.done });
        void navigate({ to: '/van-ban-di' });
      },
    },
  );
  return (
    <>
      <Button type="text" icon={<DeleteOutlined />} onClick={() => setAsking(true)}>
        {words.act}
      </Button>
      {asking && (
        <Dialog title={words.question} onClose={() => setAsking(false)}>
          <p>“{subject}”</p>
          <p className="second">{words.note}</p>
          <ActNotice act={act} />
          <div className="flex gap-8 dialog-acts">
            <Button danger type="primary" loading={act.busy} onClick={() => act.run(undefined)}>
              {words.act}
            </Button>
            <Button onClick={() => setAsking(false)}>{words.keep}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
