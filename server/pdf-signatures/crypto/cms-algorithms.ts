import type { KeyObject } from 'node:crypto';
import { DomainError } from '../../platform/errors.ts';
import { der, derNull, derOidOf, derSequenceOf, derUnsigned } from './der-writer.ts';
import { oid } from './oids.ts';

export type SigningHash = 'sha256' | 'sha384';

/** How an RSA key signs: PKCS#1 v1.5, or PSS with a salt as long as the hash (RFC 8017); other keys have one way. */
export type RsaScheme = 'pkcs1' | 'pss';

/** How a kind of key signs in CMS: its hash, its algorithms, and how its raw value becomes the one CMS stores. */
export interface CmsAlgorithms {
  readonly hash: SigningHash;
  readonly isPss: boolean;
  /** AlgorithmIdentifiers, DER. */
  readonly digestAlgorithm: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  /** The value as CMS wants it: an ECDSA r||s of WebCrypto, HSM or CSC becomes DER; DER and RSA stay. */
  toCmsValue(value: Uint8Array): Uint8Array;
}

/** The algorithms for a public key; refuses keys that independent validators refuse: RSA from 2048 bits, ECDSA over P-256 or P-384. */
export function algorithmsFor(key: KeyObject, scheme: RsaScheme): CmsAlgorithms {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === 'rsa' && bits >= 2048) return scheme === 'pss' ? rsaPss : rsa;
  if (key.asymmetricKeyType === 'rsa-pss' && bits >= 2048) return rsaPss;
  const curve = key.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : undefined;
  if (curve === 'prime256v1') return p256;
  if (curve === 'secp384r1') return p384;
  const message = 'Signing needs an RSA key of 2048 bits or more, or ECDSA P-256 or P-384';
  throw new DomainError('invalid', 'key-not-accepted', message);
}

const sha256 = derSequenceOf(derOidOf(oid.sha256));

const rsa: CmsAlgorithms = {
  hash: 'sha256',
  isPss: false,
  digestAlgorithm: sha256,
  signatureAlgorithm: derSequenceOf(derOidOf(oid.sha256WithRsa), derNull),
  toCmsValue: (value) => value,
};

/** RSASSA-PSS-params (RFC 4055 §3.1): SHA-256, the same in the mask, a salt of 32 octets. */
const rsaPss: CmsAlgorithms = {
  ...rsa,
  isPss: true,
  signatureAlgorithm: derSequenceOf(
    derOidOf(oid.rsaPss),
    derSequenceOf(
      der(0xa0, sha256),
      der(0xa1, derSequenceOf(derOidOf(oid.mgf1), sha256)),
      der(0xa2, derUnsigned(Buffer.of(32))),
    ),
  ),
};

const ecdsa = (hash: SigningHash, digestOid: string, signatureOid: string, fieldBytes: number): CmsAlgorithms => ({
  hash,
  isPss: false,
  digestAlgorithm: derSequenceOf(derOidOf(digestOid)),
  signatureAlgorithm: derSequenceOf(derOidOf(signatureOid)),
  toCmsValue: (value) =>
    value.length === 2 * fieldBytes
      ? derSequenceOf(derUnsigned(value.subarray(0, fieldBytes)), derUnsigned(value.subarray(fieldBytes)))
      : value,
});

const p256 = ecdsa('sha256', oid.sha256, oid.ecdsaWithSha256, 32);
const p384 = ecdsa('sha384', oid.sha384, oid.ecdsaWithSha384, 48);
