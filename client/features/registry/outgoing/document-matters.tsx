import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { AddRecipients } from './add-recipients.tsx';
import { HandOver } from './hand-over.tsx';
import { NumberForm } from './number-form.tsx';
import { Recall } from './recall-acts.tsx';
import { ReturnSigned } from './return-signed.tsx';
import { NumberedNotice } from './seal-acts.tsx';
import { Steps } from './steps.tsx';
import { outgoingText } from './text.ts';

/** What stands between the head of the panel and its tabs: what is the matter, the clerk’s form, the steps to the issue. */
export function DocumentMatters({ document }: { readonly document: OutgoingView }) {
  return (
    <div className="document-matters">
      <DraftNotice document={document} />
      {document.allowed.includes('hand-over') && <HandOver key={`${document.id} hand`} document={document} />}
      {document.allowed.includes('number') && <NumberForm key={document.id} document={document} />}
      {document.state === 'signed' && document.allowed.includes('return') && (
        <ReturnSigned key={`${document.id} back`} document={document} />
      )}
      {document.state === 'numbered' && <NumberedNotice document={document} />}
      {document.medium === 'electronic' && <Steps document={document} />}
      <div className="later-acts">
        {document.allowed.includes('add-recipients') && (
          <AddRecipients key={`${document.id} more`} document={document} />
        )}
        <Recall key={`${document.id} recall`} document={document} />
      </div>
    </div>
  );
}

function DraftNotice({ document }: { readonly document: OutgoingView }) {
  const text = useText(outgoingText);
  const inWords = useReasonWords();
  const { notice, state } = document;
  if (state === 'preparing') return <Notice tone="accent">{text.states.preparing}…</Notice>;
  if (notice === null || notice.kind === 'seal-failed') return null;
  const words = notice.kind === 'prepare-failed' ? inWords(notice.text) : `“${notice.text}”`;
  return (
    <Notice tone="caution" title={`${text.notices[notice.kind]}, ${shortMoment(notice.at)}`}>
      {words}
    </Notice>
  );
}
