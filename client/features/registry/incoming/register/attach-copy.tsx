import { PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { pageAddress } from '../../../../../server/platform/page-address.ts';
import { type IncomingSummary, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { registryPages } from '../../../../../server/registry/pages.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { ActNotice } from '../../../../ui/feedback/notices.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { registerText } from '../text.ts';

const incoming = api(incomingContract);

/** Lays the file at hand beside the document it is a copy of, instead of registering it; `onDone` leaves the form. */
export function AttachCopy({
  other,
  uploadId,
  onDone,
}: {
  readonly other: IncomingSummary;
  readonly uploadId: string;
  readonly onDone: () => void;
}) {
  const text = useText(registerText);
  const act = useAct(
    (copyId: string, idempotencyKey) =>
      incoming.attachCopy({
        params: { documentId: other.id },
        body: { uploadId: copyId, version: other.version },
        idempotencyKey,
      }),
    {
      onDone: () => {
        const to = pageAddress(registryPages.incomingDocument, { id: other.id });
        showToast({ words: text.copyAttached(other.arrivalNumber), next: { words: text.openDocument, to } });
        onDone();
      },
    },
  );
  return (
    <>
      <Button size="small" icon={<PaperClipOutlined />} loading={act.busy} onClick={() => act.run(uploadId)}>
        {text.attachCopy}
      </Button>
      <ActNotice act={act} />
    </>
  );
}
