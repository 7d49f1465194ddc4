import { MailOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { registryPages } from '../../../../server/registry/pages.ts';
import { type PostBookView, statisticsContract } from '../../../../server/statistics/contract.ts';
import { addressOf, api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import type { Period } from '../../../ui/forms/period.ts';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { TakeReport } from './take-report.tsx';
import { reportText } from './text.ts';

/** In which column the number and symbol stands, which opens the document. */
const CODE = 1;

/** What clerks recorded as sent by post in a period – *sổ gửi văn bản đi bưu điện* –, in the columns of its form. */
export function PostBook({ period }: { readonly period: Period }) {
  const text = useText(reportText);
  const call = { query: { ...period } };
  const { data, error, isLoading, refetch } = useQuery(queryOf(statisticsContract, 'readPostBook', call));
  if (error) return <ProblemNotice problem={error} retry={() => void refetch()} />;
  if (isLoading || !data) return <RowSkeletons label={text.loading} />;
  if (data.rows.length === 0) {
    return (
      <EmptyState icon={<MailOutlined />} title={text.nothingPosted}>
        {text.nothingPostedNote}
      </EmptyState>
    );
  }
  return (
    <>
      <section className="card" aria-label={text.kinds.post}>
        <PostTable rows={data.rows} />
      </section>
      <TakeReport
        pdf={() => api(statisticsContract).takePostBook(call)}
        addressAs={(format) => addressOf(statisticsContract.takePostBook, { query: { ...period, format } })}
      />
    </>
  );
}

function PostTable({ rows }: { readonly rows: PostBookView['rows'] }) {
  const columns = useText(reportText).postColumns;
  return (
    <table className="table report-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ documentId, cells }, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a document may go to one recipient twice, and lines only come after these
          <tr key={`${documentId} ${line}`}>
            {cells.map((cell, at) => (
              <td key={columns[at]} data-label={columns[at]}>
                {at === CODE ? (
                  <Link to={registryPages.outgoingDocument} params={{ id: documentId }}>
                    {cell}
                  </Link>
                ) : (
                  cell
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
