import { readCertificate } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import { readAll } from '../../platform/database/store.ts';
import { type AgencyCertificate, type Doer, stateOf } from './agency-certificate.ts';
import type { AgencyCertificateView, TrustedView } from './contract.ts';
import { agencyCertificates, trustedCertificates } from './store.ts';
import { subjectOf } from './subject-of.ts';
import { type TrustedCertificate, trustStateOf, type Withdrawn } from './trusted-certificate.ts';

/** The certificates of an agency's seal and system key, the newest first. */
export async function agencyCertificateViews(agencyId: string, at: Date): Promise<AgencyCertificateView[]> {
  const rows = await readAll(agencyCertificates, { agencyId }, { sort: { _id: -1 } });
  return rows.map((row) => agencyCertificateView(row, at));
}

/** A certificate of an agency as it stands at a moment. */
export function agencyCertificateView(row: AgencyCertificate, at: Date): AgencyCertificateView {
  const { purpose, confirmedBy, revokedAt, revocation } = row;
  const revoked = revokedAt && revocation ? withdrawalView({ ...revocation, since: revokedAt }) : null;
  return { ...shown(row), purpose, state: stateOf(row, at), confirmedBy: doerView(confirmedBy), revoked };
}

/** The trust list, in the order in which it was made. */
export async function trustedViews(): Promise<TrustedView[]> {
  return (await readAll(trustedCertificates, {}, { sort: { _id: 1 } })).map(trustedView);
}

/** A certificate of the trust list, as it stands. */
export function trustedView(row: TrustedCertificate): TrustedView {
  const { kind, addedAt, withdrawn, withdrawalAsked } = row;
  return {
    ...shown(row),
    kind,
    addedAt: addedAt.toISOString(),
    state: trustStateOf(row),
    withdrawn: withdrawn ? withdrawalView(withdrawn) : null,
    asked: withdrawalAsked ? withdrawalView(withdrawalAsked) : null,
  };
}

function shown({ id, certificate, sha256 }: Pick<AgencyCertificate, 'id' | 'certificate' | 'sha256'>) {
  const { from, until, ...words } = subjectOf(readCertificate(Buffer.from(certificate, 'base64')));
  return { id, ...words, sha256, from: from.toISOString(), until: until.toISOString() };
}

const withdrawalView = ({ name, at, since, reason }: Withdrawn) => ({
  name,
  at: at.toISOString(),
  since: since.toISOString(),
  reason,
});
const doerView = (doer: Doer | undefined) => (doer ? { name: doer.name, at: doer.at.toISOString() } : null);
