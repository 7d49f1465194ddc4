import { readAll } from '../platform/store.ts';
import { type AgencyCertificate, type Doer, stateOf } from './agency-certificate.ts';
import type { AgencyCertificateView } from './certificates-contract.ts';
import { readCertificate } from './crypto/certificate.ts';
import { agencyCertificates } from './store.ts';
import { subjectOf } from './subject-of.ts';

/** The certificates of an agency's seal and system key, the newest first. */
export async function agencyCertificateViews(agencyId: string, at: Date): Promise<AgencyCertificateView[]> {
  const rows = await readAll(agencyCertificates, { agencyId }, { sort: { _id: -1 } });
  return rows.map((row) => agencyCertificateView(row, at));
}

/** A certificate of an agency as it stands at a moment. */
export function agencyCertificateView(row: AgencyCertificate, at: Date): AgencyCertificateView {
  const { purpose, confirmedBy } = row;
  return { ...shown(row), purpose, state: stateOf(row, at), confirmedBy: doerView(confirmedBy) };
}

function shown({ id, certificate, sha256 }: Pick<AgencyCertificate, 'id' | 'certificate' | 'sha256'>) {
  const { from, until, ...words } = subjectOf(readCertificate(Buffer.from(certificate, 'base64')));
  return { id, ...words, sha256, from: from.toISOString(), until: until.toISOString() };
}

const doerView = (doer: Doer | undefined) => (doer ? { name: doer.name, at: doer.at.toISOString() } : null);
