import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { DomainError } from '../platform/errors.ts';
import { derNull, derOidOf, derSequenceOf, derUnsigned } from './der-writer.ts';
import { oid } from './oids.ts';

type Hash = 'sha256' | 'sha384';

/** How a certificate's key signs: its hash, its algorithms in CMS, and how its raw value becomes the one CMS stores. */
export interface SignatureSuite {
  readonly hash: Hash;
  readonly publicKey: KeyObject;
  /** AlgorithmIdentifiers, DER. */
  readonly digestAlgorithm: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  /** The value as CMS wants it: an ECDSA r||s of WebCrypto, HSM or CSC becomes DER; DER and RSA stay. */
  toCmsValue(value: Uint8Array): Uint8Array;
}

/** One certificate signs many documents; it is read once as long as its bytes are kept. */
const suites = new WeakMap<Uint8Array, SignatureSuite>();

/** The suite for a certificate (DER); refuses keys that independent validators refuse (PADES §1: RSA from 2048 bits). */
export function suiteFor(certificate: Uint8Array): SignatureSuite {
  const known = suites.get(certificate);
  if (known !== undefined) return known;
  const { publicKey } = new X509Certificate(certificate);
  const suite = { publicKey, ...algorithmsFor(publicKey) };
  suites.set(certificate, suite);
  return suite;
}

/** Checks a CMS signature value, by node:crypto alone. */
export const verifiesWith = ({ hash, publicKey }: SignatureSuite, signed: Uint8Array, value: Uint8Array): boolean =>
  verify(hash, signed, publicKey, value);

/** Digest of bytes in parts. */
export const digest = (hash: Hash | 'sha512', ...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();

type Algorithms = Omit<SignatureSuite, 'publicKey'>;

function algorithmsFor(key: KeyObject): Algorithms {
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return rsa;
  const curve = key.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : undefined;
  if (curve === 'prime256v1') return p256;
  if (curve === 'secp384r1') return p384;
  const message = 'Signing needs an RSA key of 2048 bits or more, or ECDSA P-256 or P-384';
  throw new DomainError('invalid', 'key-not-accepted', message);
}

const rsa: Algorithms = {
  hash: 'sha256',
  digestAlgorithm: derSequenceOf(derOidOf(oid.sha256)),
  signatureAlgorithm: derSequenceOf(derOidOf(oid.sha256WithRsa), derNull),
  toCmsValue: (value) => value,
};

const ecdsa = (hash: Hash, digestOid: string, signatureOid: string, fieldBytes: number): Algorithms => ({
  hash,
  digestAlgorithm: derSequenceOf(derOidOf(digestOid)),
  signatureAlgorithm: derSequenceOf(derOidOf(signatureOid)),
  toCmsValue: (value) =>
    value.length === 2 * fieldBytes
      ? derSequenceOf(derUnsigned(value.subarray(0, fieldBytes)), derUnsigned(value.subarray(fieldBytes)))
      : value,
});

const p256 = ecdsa('sha256', oid.sha256, oid.ecdsaWithSha256, 32);
const p384 = ecdsa('sha384', oid.sha384, oid.ecdsaWithSha384, 48);
