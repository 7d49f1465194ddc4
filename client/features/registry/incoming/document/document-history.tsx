import { HistoryOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { History } from '../../../../ui/documents/history.tsx';
import { EmptyState, ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { RowSkeletons } from '../../../../ui/lists/row.tsx';
import { documentText } from './text.ts';

/** Everything recorded of an incoming document, its arrival included. */
export function DocumentHistory({ documentId }: { readonly documentId: string }) {
  const text = useText(documentText);
  const found = useQuery(queryOf(incomingContract, 'historyOfIncoming', { params: { documentId } }));
  if (found.error && !found.data) return <ProblemNotice problem={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <RowSkeletons label={text.loading} />;
  if (found.data.length === 0) return <EmptyState icon={<HistoryOutlined />} title={text.noHistory} />;
  return <History events={found.data} />;
}
