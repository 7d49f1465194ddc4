import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { type Lackable, recipientsContract } from '../../../../server/exchange/recipients/contract.ts';
import { type AgencyView, identityContract } from '../../../../server/identity/contract.ts';
import { identityPages } from '../../../../server/identity/pages.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useSession } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { asNow } from './as-now.ts';
import { CorrectAgency } from './corrections/correct-agency.tsx';
import { adminText } from './text.ts';

/** The directory of agencies: how each is called, what it lacks to be sent to electronically, and what one may do for it. */
export function AgenciesList() {
  const text = useText(adminText);
  const agencies = useQuery(queryOf(identityContract, 'listAgencies'));
  const reach = useQuery(queryOf(recipientsContract, 'listReach'));
  const toSetUp = useQuery(queryOf(identityContract, 'listAgenciesToSetUp'));
  const own = useSession()?.agency?.id;
  const [correcting, setCorrecting] = useState<AgencyView>();
  if (agencies.isPending) return <RowSkeletons label={text.loading} />;
  if (agencies.error) {
    return (
      <div className="admin-pad">
        <ProblemNotice problem={agencies.error} retry={() => void agencies.refetch()} />
      </div>
    );
  }
  const isToSetUp = (id: string) => toSetUp.data?.some(({ agencyId }) => agencyId === id) ?? false;
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">{text.code}</th>
            <th scope="col" className="admin-wide">
              {text.symbol}
            </th>
            <th scope="col" className="admin-wide">
              {text.parentName}
            </th>
            <th scope="col" className="admin-wide">
              {text.place}
            </th>
            <th scope="col">
              <span className="unseen">{text.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {agencies.data.map((agency) => (
            <tr key={agency.id}>
              <td>
                <div className="medium">{agency.name}</div>
                <Reach lacks={reach.data?.find(({ agencyId }) => agencyId === agency.id)?.lacks} />
              </td>
              <td className="number">{agency.code}</td>
              <td className="admin-wide nowrap">{agency.symbol}</td>
              <td className="admin-wide">{agency.parentName}</td>
              <td className="admin-wide">{agency.place}</td>
              <td className="right nowrap">
                {isToSetUp(agency.id) && (
                  <Link
                    to={identityPages.administration}
                    search={{ cho: agency.id }}
                    aria-label={text.setUpOf(agency.name)}
                  >
                    {text.setUp}
                  </Link>
                )}
                {(agency.id === own || isToSetUp(agency.id)) && (
                  <Button
                    size="small"
                    type="link"
                    aria-label={text.correctOf(agency.name)}
                    onClick={() => setCorrecting(agency)}
                  >
                    {text.correct}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {correcting && <CorrectAgency agency={asNow(correcting, agencies.data)} close={() => setCorrecting(undefined)} />}
    </>
  );
}

/** Whether others send to it electronically; where they cannot, what is missing and who sees to it. */
function Reach({ lacks }: { readonly lacks: readonly Lackable[] | undefined }) {
  const text = useText(adminText);
  if (!lacks) return null;
  if (lacks.length === 0) return <div className="meta third">{text.electronic}</div>;
  return <div className="meta caution">{text.onPaper(lacks.map((one) => text.lacks[one]).join('; '))}</div>;
}
