import { constants, createHash, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { DomainError } from '../../platform/errors.ts';
import { der, derNull, derOidOf, derSequenceOf, derUnsigned } from './der-writer.ts';
import { oid } from './oids.ts';

type Hash = 'sha256' | 'sha384';

/** How an RSA key signs: PKCS#1 v1.5, or PSS with a salt as long as the hash (RFC 8017); other keys have one way. */
export type RsaScheme = 'pkcs1' | 'pss';

/** How a certificate's key signs: its hash, its algorithms in CMS, and how its raw value becomes the one CMS stores. */
export interface SignatureSuite {
  readonly hash: Hash;
  readonly publicKey: KeyObject;
  readonly isPss: boolean;
  /** AlgorithmIdentifiers, DER. */
  readonly digestAlgorithm: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  /** The value as CMS wants it: an ECDSA r||s of WebCrypto, HSM or CSC becomes DER; DER and RSA stay. */
  toCmsValue(value: Uint8Array): Uint8Array;
}

/** One certificate signs many documents; it is read once as long as its bytes are kept. */
const suites: Record<RsaScheme, WeakMap<Uint8Array, SignatureSuite>> = { pkcs1: new WeakMap(), pss: new WeakMap() };

/** The suite for a certificate (DER); refuses keys that independent validators refuse: RSA below 2048 bits. */
export function suiteFor(certificate: Uint8Array, scheme: RsaScheme = 'pkcs1'): SignatureSuite {
  const known = suites[scheme].get(certificate);
  if (known !== undefined) return known;
  const { publicKey } = new X509Certificate(certificate);
  const suite = { publicKey, ...algorithmsFor(publicKey, scheme) };
  suites[scheme].set(certificate, suite);
  return suite;
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** Checks a CMS signature value, by node:crypto alone. */
export const verifiesWith = (
  { hash, publicKey, isPss }: SignatureSuite,
  signed: Uint8Array,
  value: Uint8Array,
): boolean => verify(hash, signed, isPss ? { key: publicKey, ...pss } : publicKey, value);

const signAsync = promisify(sign);

/** The value over bytes by a key at hand, off the main thread. */
export const signWithKey = (
  { hash, isPss }: Pick<SignatureSuite, 'hash' | 'isPss'>,
  key: KeyObject,
  bytes: Uint8Array,
): Promise<Buffer> => signAsync(hash, bytes, isPss ? { key, ...pss } : key);

/** Digest of bytes in parts. */
export const digest = (hash: Hash | 'sha512', ...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();

type Algorithms = Omit<SignatureSuite, 'publicKey'>;

function algorithmsFor(key: KeyObject, scheme: RsaScheme): Algorithms {
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

const rsa: Algorithms = {
  hash: 'sha256',
  isPss: false,
  digestAlgorithm: sha256,
  signatureAlgorithm: derSequenceOf(derOidOf(oid.sha256WithRsa), derNull),
  toCmsValue: (value) => value,
};

/** RSASSA-PSS-params (RFC 4055 §3.1): SHA-256, the same in the mask, a salt of 32 octets. */
const rsaPss: Algorithms = {
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

const ecdsa = (hash: Hash, digestOid: string, signatureOid: string, fieldBytes: number): Algorithms => ({
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
