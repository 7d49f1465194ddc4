import { useQuery } from '@tanstack/react-query';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { History } from '../../../ui/documents/history.tsx';
import { ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { outgoingText } from './text.ts';

/** Everything recorded of the document. */
export function HistoryTab({ document }: { readonly document: OutgoingView }) {
  const text = useText(outgoingText);
  const found = useQuery(queryOf(outgoingContract, 'historyOfOutgoing', { params: { documentId: document.id } }));
  if (found.data) return <History events={found.data} />;
  if (found.error) return <ProblemNotice problem={found.error} retry={() => void found.refetch()} />;
  return <RowSkeletons label={text.tabs.history} />;
}
