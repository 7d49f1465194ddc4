import { TableOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { type ReportView, statisticsContract } from '../../../../server/statistics/contract.ts';
import { addressOf, api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { numberText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import type { Period } from '../../../ui/forms/period.ts';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { TakeReport } from './take-report.tsx';
import { reportText } from './text.ts';

/** How the documents that were given numbers in a period were handled, unit by unit. */
export function HandlingReport({ kind, period }: { readonly kind: ReportView['kind']; readonly period: Period }) {
  const text = useText(reportText);
  const query = { kind, ...period };
  const { data, error, isLoading, refetch } = useQuery(queryOf(statisticsContract, 'readReport', { query }));
  if (error) return <ProblemNotice problem={error} retry={() => void refetch()} />;
  if (isLoading || !data) return <RowSkeletons label={text.loading} />;
  if (data.total.given === 0) {
    return (
      <EmptyState icon={<TableOutlined />} title={text.nothing}>
        {text.nothingNote}
      </EmptyState>
    );
  }
  return (
    <>
      <section className="card" aria-label={text.kinds[kind]}>
        <ReportTable report={data} />
      </section>
      <p className="meta third">{text.rule[kind]}</p>
      <TakeReport
        pdf={() => api(statisticsContract).takeReport({ query })}
        addressAs={(format) => addressOf(statisticsContract.takeReport, { query: { ...query, format } })}
      />
    </>
  );
}

function ReportTable({ report: { kind, outcomes, rows, total } }: { readonly report: ReportView }) {
  const text = useText(reportText);
  const columns = [text.given[kind], ...outcomes.map((outcome) => text.outcomes[outcome])];
  const cells = (given: number, counts: readonly number[]) =>
    [given, ...counts].map((count, at) => (
      <td key={columns[at]} className="right number" data-label={columns[at]}>
        {numberText(count)}
      </td>
    ));
  return (
    <table className="table report-table">
      <thead>
        <tr>
          <th scope="col">{text.unit[kind]}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="right">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, unitName, given, counts }) => (
          <tr key={unitName ?? part}>
            <th scope="row">{part === 'unit' ? unitName : text.parts[part]}</th>
            {cells(given, counts)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="strong">
          <th scope="row">{text.total}</th>
          {cells(total.given, total.counts)}
        </tr>
      </tfoot>
    </table>
  );
}
