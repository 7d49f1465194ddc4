import {
  type CertificateHolder,
  holderOf,
  requireSigningCertificate,
} from '../../../../server/pdf-signatures/crypto/certificates/certificate-holder.ts';
import { openPkcs12 } from '../../../../server/pdf-signatures/crypto/certificates/pkcs12.ts';
import { signWithWebKey } from '../../../../server/pdf-signatures/crypto/certificates/web-key.ts';

/** A person's key, open in this browser: it signs, and nothing can take it out. No server sees it (docs/keys.md). */
export interface PersonalKey {
  readonly holder: CertificateHolder;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  /** Signs the DER of the signed attributes that the server prepared; ECDSA as raw r||s. */
  sign(signedAttributes: Uint8Array): Promise<Uint8Array>;
}

/**
 * Opens a person's PKCS#12 with its PIN; the file and the PIN never leave the browser. Refuses with the codes
 * `not-pkcs12`, `pin-wrong`, `cipher-unknown`, `key-not-accepted`, `certificate-missing`, `certificate-expired`,
 * `certificate-not-yet-valid`, `not-for-signing`; the texts are the feature's own.
 */
export async function openPersonalKey(file: Uint8Array, pin: string, now: Date): Promise<PersonalKey> {
  const { certificate, chain, privateKey, signingKey } = await openPkcs12(file, pin);
  privateKey.fill(0);
  requireSigningCertificate(certificate, now);
  return {
    holder: holderOf(certificate),
    certificate,
    chain,
    sign: (signedAttributes) => signWithWebKey(signingKey, signedAttributes),
  };
}
