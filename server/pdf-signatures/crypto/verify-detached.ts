import { createHash } from 'node:crypto';
import type { ReasonCode, TrustList } from '../verification.ts';
import { type Certificate, publicKeyOf } from './certificates/certificate.ts';
import { type CertificatePath, certificatePath } from './certificates/certificate-path.ts';
import { readTrustList } from './certificates/trust-list.ts';
import { detachedCms } from './cms.ts';
import { algorithmsFor } from './cms-algorithms.ts';
import { readDer } from './der-reader.ts';
import { oid } from './oids.ts';
import { checkSignature, readSignedData, type SignedData } from './signed-data.ts';

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
  const made = detachedSignature(bytes, cms);
  return 'signer' in made && certificates.some((der) => made.signer.der.equals(der));
}

/**
 * Whether a detached CMS is written byte for byte as `signDetached` writes one. In such a signature nothing can be changed unseen but its
 * certificates, which its reader compares with those he knows.
 */
export function isWrittenOneWay(cms: Uint8Array): boolean {
  try {
    const { signer, certificates, algorithm, signedBytes, value } = readSignedData(cms);
    if (signer === undefined) return false;
    const algorithms = algorithmsFor(publicKeyOf(signer), algorithm.key === 'rsa-pss' ? 'pss' : 'pkcs1');
    const others = certificates.filter(({ fingerprint }) => fingerprint !== signer.fingerprint);
    const chain = { certificate: signer.der, chain: others.map(({ der }) => der) };
    return detachedCms(chain, algorithms, signedBytes, value).equals(Buffer.from(cms));
  } catch {
    return false; // what cannot be read is not written so
  }
}

function judge(bytes: Uint8Array, cms: Uint8Array, { trusted, at }: DetachedPolicy): DetachedVerdict {
  const made = readDetached(bytes, cms);
  if (!('signer' in made)) return { valid: false, reasons: made.reasons };
  const { signer, certificates } = made;
  const { anchors, intermediates } = readTrustList(trusted);
  const others = [...intermediates, ...certificates];
  const path = certificatePath({ leaf: signer, anchors, others, at, purpose: 'document' });
  return path.reasons.length === 0 ? { valid: true, signer, path } : { valid: false, reasons: path.reasons };
}

/** Whose key made a detached signature, believed or not, with the certificates it brings; or why it is no signature. */
export type DetachedSignature = Pick<SignedData, 'certificates'> & { readonly signer: Certificate };

interface Refused {
  readonly reasons: readonly ReasonCode[];
}

/** What a detached CMS over exactly these bytes proves before any question of trust. Never throws on hostile input. */
export function detachedSignature(bytes: Uint8Array, cms: Uint8Array): DetachedSignature | Refused {
  try {
    return readDetached(bytes, cms);
  } catch {
    return { reasons: ['cms-malformed'] }; // what cannot be read as a signature is none
  }
}

function readDetached(bytes: Uint8Array, cms: Uint8Array): DetachedSignature | Refused {
  const data = readSignedData(cms);
  const isWhole = readDer(Buffer.from(cms)).end === cms.length;
  if (!isWhole || data.content !== undefined || data.contentType !== oid.data) return { reasons: ['cms-malformed'] };
  const reasons = checkSignature(data, digestOf(data, bytes));
  const { signer, certificates } = data;
  return reasons.length > 0 || signer === undefined ? { reasons } : { signer, certificates };
}

const digestOf = ({ digest }: SignedData, bytes: Uint8Array): Buffer =>
  createHash(digest === 'sha384' || digest === 'sha512' ? digest : 'sha256')
    .update(bytes)
    .digest();
