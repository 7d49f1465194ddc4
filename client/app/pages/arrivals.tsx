import { useParams } from '@tanstack/react-router';
import { type ArrivalView, exchangeContract } from '../../../server/exchange/contract.ts';
import { queryOf } from '../../api/query-client.ts';
import { ArrivalsPage } from '../../features/exchange/arrivals/arrivals-page.tsx';
import { FileSignatures } from '../../features/signing/verification/file-signatures.tsx';

const signatures = ({ id, files }: ArrivalView) => (
  <FileSignatures
    asked={queryOf(exchangeContract, 'getArrivalVerification', { params: { arrivalId: id } })}
    fileName={files.find(({ role }) => role === 'main')?.name ?? ''}
  />
);

/** What arrived from other agencies, with the one that is open beside it. */
export function ArrivalsScreen() {
  const { id } = useParams({ strict: false });
  return <ArrivalsPage {...(id === undefined ? {} : { selectedId: id })} signatures={signatures} />;
}
