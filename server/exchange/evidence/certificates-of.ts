import { type Certificate, tryReadCertificate } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import { certificatePath } from '../../pdf-signatures/crypto/certificates/certificate-path.ts';
import { readTrustList } from '../../pdf-signatures/crypto/certificates/trust-list.ts';
import { detachedSignature } from '../../pdf-signatures/crypto/verify-detached.ts';
import { trustOfDeployment } from '../../signing/certificates/trust-of-deployment.ts';
import { type HeldRevocation, heldRevocation } from '../../signing/revocation/held-revocation.ts';
import type { SignedThing } from '../messages/signed-thing.ts';

/** The certificates that signatures bring, and others, once each. */
export function certificatesOf(signed: readonly SignedThing[], others: readonly Uint8Array[]): Certificate[] {
  const brought = signed.flatMap(({ content, signature }) => {
    const made = detachedSignature(content, signature);
    return 'signer' in made ? [made.signer, ...made.certificates] : [];
  });
  const read = others.map(tryReadCertificate).filter((one) => one !== undefined);
  return [...new Map([...brought, ...read].map((one) => [one.fingerprint, one])).values()];
}

/** What is at hand of the revocation of these certificates and of those above them, as far as this deployment trusts them. */
export async function revocationOf(certificates: readonly Certificate[], at: Date): Promise<HeldRevocation> {
  const { anchors, intermediates } = readTrustList(await trustOfDeployment());
  const others = [...intermediates, ...certificates];
  const issued = certificates.flatMap((leaf) => {
    const path = certificatePath({ leaf, anchors, others, at, purpose: 'document' }).certificates;
    return path.slice(1).flatMap((issuer, index) => {
      const certificate = path[index];
      return certificate === undefined ? [] : [{ certificate, issuer }];
    });
  });
  return await heldRevocation(issued);
}
