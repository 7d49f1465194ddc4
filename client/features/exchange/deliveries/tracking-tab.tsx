import './deliveries.css';
import { FileTextOutlined, SendOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { deliveriesContract } from '../../../../server/exchange/deliveries/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { Answers } from './answers.tsx';
import { Deliveries } from './deliveries-list.tsx';
import { Progress } from './progress.tsx';
import { trackingText } from './tracking-text.ts';

/** How many recipients the document has reached, then each of them, problems first; each opens its receipts (reference 10a). */
export function TrackingTab({ document }: { readonly document: OutgoingView }) {
  const words = useText(trackingText);
  const issued = document.state === 'issued' || document.state === 'recalled';
  const found = useQuery({
    ...queryOf(deliveriesContract, 'getProgress', { params: { documentId: document.id } }),
    enabled: issued,
  });
  if (!issued) {
    return (
      <EmptyState icon={<SendOutlined />} title={words.none}>
        {words.noneNote}
      </EmptyState>
    );
  }
  if (found.error && !found.data) return <ProblemNotice problem={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <RowSkeletons label={words.loading} />;
  const { total, paperless } = found.data;
  // Between the issue and the first delivery stands work: with five hundred recipients it can be seen.
  if (total === 0) {
    return (
      <p className="small second" role="status" aria-label={words.summary}>
        {words.notYet(document.recipients.length)}
      </p>
    );
  }
  return (
    <div className="column gap-12">
      <Progress progress={found.data} />
      <Answers documentId={document.id} />
      <Deliveries document={document} progress={found.data} />
      {paperless && document.recalled === null && (
        <p className="advice-line small">
          <FileTextOutlined /> {words.noPaper(total)}
        </p>
      )}
      <p className="meta third" title={words.legend}>
        {(['01', '02', '03', '04', '05', '06', '13', '15', '16'] as const)
          .map((code) => `${code} ${words.codes[code]}`)
          .join(' · ')}
      </p>
    </div>
  );
}
