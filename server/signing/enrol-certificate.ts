import { createHash, X509Certificate } from 'node:crypto';
import { record } from '../audit/record.ts';
import { DomainError } from '../platform/errors.ts';
import type { Transaction } from '../platform/transaction.ts';
import type { AgencyCertificate } from './agency-certificate.ts';
import { agencyCertificates } from './store.ts';

/**
 * Enrols a certificate for the seal or the system key of an agency; the same one again changes nothing. What waited for such a key goes
 * on by itself.
 */
export async function enrolCertificate(
  tx: Transaction,
  { purpose, certificate }: { purpose: AgencyCertificate['purpose']; certificate: Uint8Array },
): Promise<AgencyCertificate> {
  const { agencyId } = tx.actor;
  const sha256 = createHash('sha256').update(certificate).digest('hex');
  const known = await tx.find(agencyCertificates, { agencyId, purpose, sha256 });
  if (known) return known;
  const read = new X509Certificate(certificate);
  const until = new Date(read.validTo);
  if (until < tx.now)
    throw new DomainError('invalid', 'certificate-expired', `The certificate ended on ${until.toISOString()}`);
  record(tx, { type: 'certificate-enrolled', purpose, certificateSha256: sha256 });
  const kind = purpose === 'seal' ? 'resume-sealing' : 'resume-sending';
  tx.enqueue({ kind, key: `${agencyId}/${sha256}`, payload: { agencyId } });
  return tx.insert(agencyCertificates, {
    agencyId,
    purpose,
    certificate: Buffer.from(certificate).toString('base64'),
    sha256,
    from: new Date(read.validFrom),
    until,
  });
}
