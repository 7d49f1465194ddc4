import { createHash, verify, type X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import { AlgorithmIdentifier } from 'pkijs';
import { DomainError } from '../platform/errors.ts';
import { arrayBuffer, toDer } from './der.ts';
import { oid } from './oids.ts';

/** How a key signs: its hash, its algorithm in CMS, and how its raw value becomes the one CMS stores. */
export interface SignatureSuite {
  readonly hash: 'sha256' | 'sha384';
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** The value as CMS wants it: an ECDSA r||s of WebCrypto, HSM or CSC becomes DER; DER and RSA stay. */
  toCmsValue(value: Uint8Array): Uint8Array;
}

/** The suite for a certificate's key; refuses keys that independent validators refuse (PADES §1, RSA from 2048 bits). */
export function suiteFor(certificate: X509Certificate): SignatureSuite {
  const key = certificate.publicKey;
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return rsa;
  const curve = key.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : undefined;
  if (curve === 'prime256v1') return p256;
  if (curve === 'secp384r1') return p384;
  throw new DomainError(
    'invalid',
    'key-not-accepted',
    'Signing needs an RSA key of 2048 bits or more, or ECDSA P-256 or P-384',
  );
}

/** Checks a CMS signature value against the certificate's key, by node:crypto alone. */
export function verifiesWith(certificate: X509Certificate, signed: Uint8Array, value: Uint8Array): boolean {
  return verify(suiteFor(certificate).hash, signed, certificate.publicKey, value);
}

/** Digest of bytes as a Buffer. */
export const digest = (hash: 'sha256' | 'sha384' | 'sha512', ...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();

const algorithm = (algorithmId: string, algorithmParams?: asn1js.Null): AlgorithmIdentifier =>
  new AlgorithmIdentifier(algorithmParams === undefined ? { algorithmId } : { algorithmId, algorithmParams });

const rsa: SignatureSuite = {
  hash: 'sha256',
  digestAlgorithm: algorithm(oid.sha256),
  signatureAlgorithm: algorithm(oid.sha256WithRsa, new asn1js.Null()),
  toCmsValue: (value) => value,
};

const ecdsa = (
  hash: 'sha256' | 'sha384',
  digestOid: string,
  signatureOid: string,
  fieldBytes: number,
): SignatureSuite => ({
  hash,
  digestAlgorithm: algorithm(digestOid),
  signatureAlgorithm: algorithm(signatureOid),
  toCmsValue: (value) => (value.length === 2 * fieldBytes ? ecdsaDer(value, fieldBytes) : value),
});

const p256 = ecdsa('sha256', oid.sha256, oid.ecdsaWithSha256, 32);
const p384 = ecdsa('sha384', oid.sha384, oid.ecdsaWithSha384, 48);

function ecdsaDer(raw: Uint8Array, fieldBytes: number): Uint8Array {
  const integer = (bytes: Uint8Array): asn1js.Integer => {
    const first = bytes.findIndex((byte) => byte !== 0);
    const digits = first < 0 ? bytes.subarray(-1) : bytes.subarray(first);
    const positive = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits;
    return new asn1js.Integer({ valueHex: arrayBuffer(positive) });
  };
  return toDer(
    new asn1js.Sequence({ value: [integer(raw.subarray(0, fieldBytes)), integer(raw.subarray(fieldBytes))] }),
  );
}
