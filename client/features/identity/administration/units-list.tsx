import { ApartmentOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { identityContract } from '../../../../server/identity/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/notices.tsx';
import { RowSkeletons } from '../../../ui/row.tsx';
import { adminText } from './text.ts';

/** The units of the agency. */
export function UnitsList() {
  const text = useText(adminText);
  const units = useQuery(queryOf(identityContract, 'listUnits'));
  if (units.isPending) return <RowSkeletons label={text.loading} />;
  if (units.error) {
    return (
      <div className="admin-pad">
        <ProblemNotice problem={units.error} retry={() => void units.refetch()} />
      </div>
    );
  }
  if (units.data.length === 0) {
    return (
      <EmptyState icon={<ApartmentOutlined />} title={text.emptyUnits}>
        {text.emptyUnitsNote}
      </EmptyState>
    );
  }
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{text.name}</th>
          <th scope="col">{text.symbol}</th>
        </tr>
      </thead>
      <tbody>
        {units.data.map((unit) => (
          <tr key={unit.id}>
            <td className="medium">{unit.name}</td>
            <td className="number">{unit.symbol}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
