import type { ReasonCode, TrustList } from '../verification.ts';
import type { Certificate } from './certificate.ts';
import { type CertificatePath, certificatePath } from './certificate-path.ts';
import { type CertificateChain, detachedCms, signedAttributes } from './cms.ts';
import { readDer } from './der-reader.ts';
import { oid } from './oids.ts';
import { digest, suiteFor } from './signature-suite.ts';
import { checkSignature, readSignedData, type SignedData } from './signed-data.ts';
import { readTrustList } from './trust-list.ts';

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

/** What verification of a detached signature found: who signed, or why it does not count. */
export type DetachedVerdict =
  | { readonly valid: true; readonly signer: Certificate; readonly path: CertificatePath }
  | { readonly valid: false; readonly reasons: readonly ReasonCode[] };

/**
 * Verifies a detached CMS over exactly these bytes: one signer, nothing encapsulated, content-type data, the digest, the
 * ESS binding, the value, and a path to one of the trusted roots at the given time. Never throws on hostile input.
 */
export function verifyDetached(bytes: Uint8Array, cms: Uint8Array, policy: DetachedPolicy): DetachedVerdict {
  try {
    return judge(bytes, cms, policy);
  } catch {
    return { valid: false, reasons: ['cms-malformed'] }; // what cannot be read as a signature is none
  }
}

export interface DetachedPolicy {
  readonly trusted: TrustList;
  readonly at: Date;
}

/**
 * Whether a detached CMS over exactly these bytes was made with one of these certificates (DER), whoever issued them: for keys that are
 * believed because somebody names them. The signature itself is checked as `verifyDetached` does. Never throws on hostile input.
 */
export function isSignedByOne(bytes: Uint8Array, cms: Uint8Array, certificates: readonly Uint8Array[]): boolean {
  try {
    const made = signerOf(bytes, cms);
    return 'signer' in made && certificates.some((der) => made.signer.der.equals(der));
  } catch {
    return false; // what cannot be read as a signature is none
  }
}

function judge(bytes: Uint8Array, cms: Uint8Array, { trusted, at }: DetachedPolicy): DetachedVerdict {
  const made = signerOf(bytes, cms);
  if (!('signer' in made)) return { valid: false, reasons: made.reasons };
  const { signer, certificates } = made;
  const { anchors, intermediates } = readTrustList(trusted);
  const others = [...intermediates, ...certificates];
  const path = certificatePath({ leaf: signer, anchors, others, at, purpose: 'document' });
  return path.reasons.length === 0 ? { valid: true, signer, path } : { valid: false, reasons: path.reasons };
}

/** Whose key signed exactly these bytes, whether believed or not; or why it is no signature over them. */
function signerOf(
  bytes: Uint8Array,
  cms: Uint8Array,
): { readonly signer: Certificate; readonly certificates: SignedData['certificates'] } | Refused {
  const data = readSignedData(cms);
  const isWhole = readDer(Buffer.from(cms)).end === cms.length;
  if (!isWhole || data.content !== undefined || data.contentType !== oid.data) return { reasons: ['cms-malformed'] };
  const reasons = checkSignature(data, digestOf(data, bytes));
  const { signer, certificates } = data;
  return reasons.length > 0 || signer === undefined ? { reasons } : { signer, certificates };
}

interface Refused {
  readonly reasons: readonly ReasonCode[];
}

const digestOf = (data: SignedData, bytes: Uint8Array): Buffer =>
  digest(data.digest === 'sha384' || data.digest === 'sha512' ? data.digest : 'sha256', bytes);
