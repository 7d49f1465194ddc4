import { tryReadCertificate } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import { type CertificatePath, certificatePath } from '../../pdf-signatures/crypto/certificates/certificate-path.ts';
import type { CertificateChain } from '../../pdf-signatures/crypto/cms.ts';

/** The chain to put into a signature: that of the key, completed with further certificates when they lead to a root. */
export function wholeChain(
  { certificate, chain }: CertificateChain,
  more: readonly Uint8Array[],
): readonly Uint8Array[] {
  const leaf = tryReadCertificate(certificate);
  if (leaf === undefined) return chain;
  const pool = [...chain, ...more].map(tryReadCertificate).filter((one) => one !== undefined);
  const anchors = pool.filter(({ issuer, subject }) => issuer.equals(subject));
  const path = certificatePath({ leaf, anchors, others: pool, at: leaf.notBefore, purpose: 'document' });
  return path.reasons.includes('untrusted-root') ? chain : path.certificates.slice(1).map(({ der }) => der);
}

/** What stands above a certificate on its path, and whatever else came with it: others may know another way. */
export function chainAlong({ certificates }: CertificatePath, given: readonly Uint8Array[]): readonly Uint8Array[] {
  const above = certificates.slice(1).map(({ der }) => der);
  return [...above, ...given.filter((der) => !above.some((one) => one.equals(der)))];
}
