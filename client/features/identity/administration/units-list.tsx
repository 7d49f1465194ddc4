import { ApartmentOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { identityContract, type UnitView } from '../../../../server/identity/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { asNow } from './as-now.ts';
import { CorrectUnit } from './corrections/correct-unit.tsx';
import { adminText } from './text.ts';

/** The units of an agency. */
export function UnitsList({ agencyId }: { readonly agencyId: string | undefined }) {
  const text = useText(adminText);
  const units = useQuery(queryOf(identityContract, 'listUnits', { query: { agencyId } }));
  const [correcting, setCorrecting] = useState<UnitView>();
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
    <>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">{text.symbol}</th>
            <th scope="col">
              <span className="unseen">{text.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {units.data.map((unit) => (
            <tr key={unit.id}>
              <td className="medium">{unit.name}</td>
              <td className="number">{unit.symbol}</td>
              <td className="right nowrap">
                <Button
                  size="small"
                  type="link"
                  aria-label={text.correctOf(unit.name)}
                  onClick={() => setCorrecting(unit)}
                >
                  {text.correct}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {correcting && (
        <CorrectUnit unit={asNow(correcting, units.data)} agencyId={agencyId} close={() => setCorrecting(undefined)} />
      )}
    </>
  );
}
