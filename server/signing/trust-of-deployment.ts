import mongoose from 'mongoose';
import { readAll } from '../platform/store.ts';
import { agencyCertificates, trustedCertificates } from './store.ts';
import type { TrustList, WithdrawnCertificate } from './verification.ts';

/** The trust list of this deployment, as its operators made it, and what was taken back: from the list, and of agencies' own certificates. */
export async function trustOfDeployment(): Promise<TrustList> {
  const trusted = await readAll(trustedCertificates, {}, { sort: { _id: 1 } });
  const revoked = await readAll(agencyCertificates, { revokedAt: mongoose.trusted({ $type: 'date' }) });
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
