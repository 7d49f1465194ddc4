import { useQuery } from '@tanstack/react-query';
import { identityContract } from '../../../../server/identity/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { ProblemNotice } from '../../../ui/notices.tsx';
import { RowSkeletons } from '../../../ui/row.tsx';
import { adminText } from './text.ts';

/** The directory of agencies. */
export function AgenciesList() {
  const text = useText(adminText);
  const agencies = useQuery(queryOf(identityContract, 'listAgencies'));
  if (agencies.isPending) return <RowSkeletons label={text.loading} />;
  if (agencies.error) {
    return (
      <div className="admin-pad">
        <ProblemNotice problem={agencies.error} retry={() => void agencies.refetch()} />
      </div>
    );
  }
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{text.name}</th>
          <th scope="col">{text.code}</th>
          <th scope="col">{text.symbol}</th>
          <th scope="col" className="admin-wide">
            {text.parentName}
          </th>
          <th scope="col" className="admin-wide">
            {text.place}
          </th>
        </tr>
      </thead>
      <tbody>
        {agencies.data.map((agency) => (
          <tr key={agency.id}>
            <td className="medium">{agency.name}</td>
            <td className="number">{agency.code}</td>
            <td className="nowrap">{agency.symbol}</td>
            <td className="admin-wide">{agency.parentName}</td>
            <td className="admin-wide">{agency.place}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
