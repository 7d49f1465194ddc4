import { createHash } from 'node:crypto';
import { derOctets, derSequenceOf } from './der-writer.ts';

/**
 * Value of the signed attribute signing-certificate-v2 (RFC 5035 §3): binds the signature to this one certificate, so
 * that no other certificate over the same key can be put in its place. SHA-256 is the default and so left out.
 */
export function signingCertificateV2(certificate: Uint8Array): Buffer {
  const essCertId = derSequenceOf(derOctets(createHash('sha256').update(certificate).digest()));
  return derSequenceOf(derSequenceOf(essCertId));
}
