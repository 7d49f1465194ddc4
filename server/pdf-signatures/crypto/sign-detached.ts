import { type CertificateChain, detachedCms, signedAttributes } from './cms.ts';
import { digest, suiteFor } from './signature-suite.ts';

/** A signer whose key is behind a port. */
export interface DetachedSigner extends CertificateChain {
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/**
 * Signs bytes as they are – an envelope, a receipt – into a detached CMS (RFC 5652) with the signer's certificates, as
 * `openssl cms -verify -binary -content FILE` checks it. `at` becomes the signing-time that CAdES asks for.
 */
export async function signDetached(bytes: Uint8Array, signer: DetachedSigner, at: Date): Promise<Uint8Array> {
  const suite = suiteFor(signer.certificate);
  const attributes = signedAttributes(digest(suite.hash, bytes), signer.certificate, at);
  return detachedCms(signer, suite, attributes, suite.toCmsValue(await signer.sign(attributes)));
}
