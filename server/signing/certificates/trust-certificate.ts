import { createHash, X509Certificate } from 'node:crypto';
import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { trustedCertificates } from './store.ts';
import type { TrustedCertificate } from './trusted-certificate.ts';

/**
 * Puts a certificate on the trust list — *danh sách tin cậy* – of the deployment; the same one again changes nothing, unless it was
 * withdrawn or somebody asked for that: then it is trusted as before.
 */
export async function trustCertificate(
  tx: Transaction,
  { kind, certificate }: { kind: TrustedCertificate['kind']; certificate: Uint8Array },
): Promise<TrustedCertificate> {
  const sha256 = createHash('sha256').update(certificate).digest('hex');
  const known = await tx.find(trustedCertificates, { sha256 });
  if (known && !known.withdrawn && !known.withdrawalAsked) return known;
  record(tx, { type: 'certificate-trusted', kind: known?.kind ?? kind, certificateSha256: sha256 });
  if (known) return tx.change(trustedCertificates, known, { withdrawn: undefined, withdrawalAsked: undefined });
  const { subject } = new X509Certificate(certificate);
  return tx.insert(trustedCertificates, {
    kind,
    certificate: Buffer.from(certificate).toString('base64'),
    sha256,
    subject,
    addedAt: tx.now,
  });
}
