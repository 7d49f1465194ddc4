import { createHash, X509Certificate } from 'node:crypto';
import { record } from '../../audit/record.ts';
import { hasAdministrator } from '../../identity/deployment/has-administrator.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type AgencyCertificate, stateOf } from './agency-certificate.ts';
import { agencyCertificates } from './store.ts';

/**
 * Enrols a certificate for the seal or the system key of an agency; the same one again changes nothing. It counts once an administrator
 * of the agency confirms it, or at once while the agency has none, who could. Refuses one that has ended, was revoked, or serves
 * another agency or purpose: whose signature it is would be open.
 */
export async function enrolCertificate(
  tx: Transaction,
  { purpose, certificate }: { purpose: AgencyCertificate['purpose']; certificate: Uint8Array },
): Promise<AgencyCertificate> {
  const { agencyId } = tx.actor;
  const sha256 = createHash('sha256').update(certificate).digest('hex');
  const known = await tx.find(agencyCertificates, { sha256 });
  if (known) return itself(known, { agencyId, purpose, at: tx.now });
  const read = new X509Certificate(certificate);
  const until = new Date(read.validTo);
  if (until < tx.now)
    throw new DomainError('invalid', 'certificate-expired', `The certificate ended on ${until.toISOString()}`);
  record(tx, { type: 'certificate-enrolled', purpose, certificateSha256: sha256 });
  const row = tx.insert(agencyCertificates, {
    agencyId,
    purpose,
    certificate: Buffer.from(certificate).toString('base64'),
    sha256,
    from: new Date(read.validFrom),
    until,
    ...((await hasAdministrator(tx, agencyId)) ? { pending: true } : {}),
  });
  if (!row.pending) goOn(tx, row);
  return row;
}

/** Enqueues the job that goes on with the documents or messages that waited for a key of this purpose. */
export function goOn(tx: Transaction, { agencyId, purpose, sha256 }: AgencyCertificate): void {
  const kind = purpose === 'seal' ? 'resume-sealing' : 'resume-sending';
  tx.enqueue({ kind, key: `${agencyId}/${sha256}`, payload: { agencyId } });
}

function itself(
  known: AgencyCertificate,
  { agencyId, purpose, at }: Pick<AgencyCertificate, 'agencyId' | 'purpose'> & { readonly at: Date },
): AgencyCertificate {
  if (known.agencyId !== agencyId || known.purpose !== purpose) {
    throw new DomainError('conflict', 'certificate-in-use', 'The certificate serves another agency or purpose');
  }
  if (stateOf(known, at) === 'revoked')
    throw new DomainError('conflict', 'certificate-revoked', 'The certificate was revoked');
  return known;
}
