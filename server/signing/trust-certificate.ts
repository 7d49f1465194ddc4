import { createHash, X509Certificate } from 'node:crypto';
import { record } from '../audit/record.ts';
import type { Transaction } from '../platform/transaction.ts';
import { trustedCertificates } from './store.ts';
import type { TrustedCertificate } from './trusted-certificate.ts';

/** Puts a certificate on the trust list — *danh sách tin cậy* – of the deployment; the same one again changes nothing. */
export async function trustCertificate(
  tx: Transaction,
  { kind, certificate }: { kind: TrustedCertificate['kind']; certificate: Uint8Array },
): Promise<TrustedCertificate> {
  const sha256 = createHash('sha256').update(certificate).digest('hex');
  const known = await tx.find(trustedCertificates, { sha256 });
  if (known) return known;
  const { subject } = new X509Certificate(certificate);
  record(tx, { type: 'certificate-trusted', kind, certificateSha256: sha256 });
  return tx.insert(trustedCertificates, {
    kind,
    certificate: Buffer.from(certificate).toString('base64'),
    sha256,
    subject,
    addedAt: tx.now,
  });
}
