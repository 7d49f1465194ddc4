import type { TrustList, WithdrawnCertificate } from '../../pdf-signatures/verification.ts';
import { rowsOf } from '../../platform/database/store.ts';
import { together } from '../../platform/together.ts';
import { agencyCertificates, trustedCertificates } from './store.ts';

/**
 * The trust list of this deployment, as its operators made it, and what was taken back: from the list, and of agencies' own certificates.
 * Read anew for every question, since what is taken back counts at once; signatures of the same moment share it.
 */
export const trustOfDeployment: () => Promise<TrustList> = together<void, TrustList>(readTrust);

async function readTrust(): Promise<TrustList> {
  const revokedOfAgencies = [{ $match: { revokedAt: { $type: 'date' } } }];
  const found = await rowsOf(trustedCertificates)
    .aggregate([{ $sort: { _id: 1 } }, { $unionWith: { coll: agencyCertificates.name, pipeline: revokedOfAgencies } }])
    .toArray();
  const trusted = found.filter((row) => !('agencyId' in row)).map(trustedCertificates.fromDatabase);
  const revoked = found.filter((row) => 'agencyId' in row).map(agencyCertificates.fromDatabase);
  const of = (kind: string) =>
    trusted.filter((row) => row.kind === kind).map((row) => Buffer.from(row.certificate, 'base64'));
  const since = (certificate: string, moment: Date | undefined): WithdrawnCertificate[] =>
    moment ? [{ certificate, since: moment }] : [];
  return {
    anchors: of('anchor'),
    intermediates: of('intermediate'),
    timestampAuthorities: of('timestamp-authority'),
    withdrawn: [
      ...trusted.flatMap(({ sha256, withdrawn }) => since(sha256, withdrawn?.since)),
      ...revoked.flatMap(({ sha256, revokedAt }) => since(sha256, revokedAt)),
    ],
  };
}
