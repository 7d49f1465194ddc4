import {
  attributeOf,
  type Certificate,
  nameType,
  tryReadCertificate,
} from '../../pdf-signatures/crypto/certificates/certificate.ts';
import { certificatePath } from '../../pdf-signatures/crypto/certificates/certificate-path.ts';
import { readTrustList } from '../../pdf-signatures/crypto/certificates/trust-list.ts';
import type { CertificateChain } from '../../pdf-signatures/crypto/cms.ts';
import type { ReasonCode } from '../../pdf-signatures/verification.ts';
import { DomainError } from '../../platform/errors.ts';
import { fold } from '../../platform/text/fold.ts';
import { trustOfDeployment } from '../certificates/trust-of-deployment.ts';
import { chainAlong } from '../certificates/whole-chain.ts';
import { assertNotRevoked } from '../revocation/assert-not-revoked.ts';

/** Refusals of a certificate before it signs, each with its own slug. */
const refusals: Partial<Record<ReasonCode, readonly [code: string, message: string]>> = {
  'certificate-expired': ['certificate-expired', 'The certificate has expired or is not yet valid'],
  'certificate-not-for-signing': ['not-for-signing', 'The certificate is not for signing documents'],
  'untrusted-root': ['certificate-untrusted', 'The certificate does not lead to an authority this deployment trusts'],
};

/**
 * Whether this certificate may sign for the named person at this moment: for signing documents, valid, not revoked, under a trusted
 * authority, and issued to that name (NĐ 30/2020 Điều 13). Refuses with the reason otherwise. Gives the chain to sign with.
 */
export async function assertSigner(
  signer: CertificateChain,
  { fullName, at }: { fullName: string; at: Date },
): Promise<readonly Uint8Array[]> {
  const { leaf, chain } = await trustedSigner(signer, at);
  const name = commonName(leaf);
  if (fold(name) !== fold(fullName)) {
    throw new DomainError(
      'invalid',
      'certificate-of-another',
      `The certificate belongs to ${name}, the signer is ${fullName}`,
    );
  }
  return chain;
}

/** The certificate, read, when it may sign documents at this moment, leads to an authority this deployment trusts, and was not revoked. */
export const assertTrustedForDocuments = async (signer: CertificateChain, at: Date): Promise<Certificate> =>
  (await trustedSigner(signer, at)).leaf;

/** The same, with the chain to sign with: whoever receives the signature may know none of the issuers that were left out. */
export async function trustedSigner(
  { certificate, chain }: CertificateChain,
  at: Date,
): Promise<{ readonly leaf: Certificate; readonly chain: readonly Uint8Array[] }> {
  const leaf = tryReadCertificate(certificate);
  if (!leaf) throw new DomainError('invalid', 'not-a-certificate', 'The certificate cannot be read');
  const list = await trustOfDeployment();
  const { anchors, intermediates } = readTrustList(list);
  const others = [...intermediates, ...chain.map(tryReadCertificate).filter((one) => one !== undefined)];
  const path = certificatePath({ leaf, anchors, others, at, purpose: 'document' });
  const [reason] = path.reasons;
  if (!reason) {
    await assertNotRevoked(path, list, at);
    return { leaf, chain: chainAlong(path, chain) };
  }
  const [code, message] = refusals[reason] ?? ['certificate-refused', `The certificate is refused: ${reason}`];
  throw new DomainError('invalid', code, message);
}

function commonName({ subjectName }: Certificate): string {
  return attributeOf(subjectName, nameType.commonName) ?? '';
}
