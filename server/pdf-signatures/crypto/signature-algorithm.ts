import { constants, type KeyObject, verify } from 'node:crypto';
import { payForCheck } from './check-budget.ts';
import {
  contextTag,
  type DerValue,
  derChildren,
  derOid,
  derSequence,
  derSmallInteger,
  derTag,
  notDer,
  readDer,
} from './der-reader.ts';

/** Hashes by object identifier (RFC 5754, RFC 8702 for SHA-3). */
const hashes: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.5', 'md5'],
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ['2.16.840.1.101.3.4.2.8', 'sha3-256'],
  ['2.16.840.1.101.3.4.2.9', 'sha3-384'],
  ['2.16.840.1.101.3.4.2.10', 'sha3-512'],
]);

interface Algorithm {
  readonly key: 'rsa' | 'rsa-pss' | 'ec' | 'ed25519';
  readonly hash?: string;
}

const algorithms: ReadonlyMap<string, Algorithm> = new Map([
  ['1.2.840.113549.1.1.1', { key: 'rsa' }],
  ['1.2.840.113549.1.1.4', { key: 'rsa', hash: 'md5' }],
  ['1.2.840.113549.1.1.5', { key: 'rsa', hash: 'sha1' }],
  ['1.2.840.113549.1.1.11', { key: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { key: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { key: 'rsa', hash: 'sha512' }],
  ['1.2.840.113549.1.1.10', { key: 'rsa-pss' }],
  ['1.2.840.10045.2.1', { key: 'ec' }],
  ['1.2.840.10045.4.1', { key: 'ec', hash: 'sha1' }],
  ['1.2.840.10045.4.3.2', { key: 'ec', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { key: 'ec', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { key: 'ec', hash: 'sha512' }],
  ['1.3.101.112', { key: 'ed25519', hash: 'sha512' }],
]);

/** How a signature was made: kind of key, hash, and the salt of RSA-PSS. */
export interface SignatureAlgorithm {
  readonly key: Algorithm['key'];
  readonly hash: string;
  readonly saltLength?: number;
}

/** Name of a hash from its AlgorithmIdentifier; refuses unknown ones. */
export function hashOf(identifier: DerValue | undefined): string {
  const hash = hashes.get(derOid(derSequence(identifier)[0]));
  if (hash === undefined) throw notDer('Unknown hash algorithm');
  return hash;
}

/** Reads a signature AlgorithmIdentifier; `digest` is the hash where the identifier leaves it open (RFC 3370 §3.2). */
export function signatureAlgorithm(identifier: Buffer, digest?: string): SignatureAlgorithm {
  const [id, parameters] = derSequence(readDer(identifier));
  const algorithm = algorithms.get(derOid(id));
  if (algorithm === undefined) throw notDer('Unknown signature algorithm');
  if (algorithm.key === 'rsa-pss') return pssParameters(parameters);
  const hash = algorithm.hash ?? digest;
  if (hash === undefined) throw notDer('A signature algorithm names no hash');
  return { key: algorithm.key, hash };
}

/** RSASSA-PSS-params; its mask must use the same hash, as RFC 4055 §3.1 recommends and node:crypto demands. */
function pssParameters(parameters: DerValue | undefined): SignatureAlgorithm {
  const parts = parameters === undefined ? [] : derSequence(parameters);
  const part = (number: number): DerValue | undefined => {
    const found = parts.find(({ tag }) => tag === contextTag(number));
    return found === undefined ? undefined : derChildren(found)[0];
  };
  const hash = part(0) === undefined ? 'sha1' : hashOf(part(0));
  const mask = part(1) === undefined ? undefined : derSequence(part(1))[1];
  const maskHash = mask?.tag === derTag.sequence ? hashOf(mask) : 'sha1';
  if (maskHash !== hash) throw notDer('RSA-PSS with two hashes');
  return { key: 'rsa-pss', hash, saltLength: part(2) === undefined ? 20 : derSmallInteger(part(2)) };
}

/** What an RSA key may be: larger ones only cost time – a public exponent of 3,000 bits two hundred times as much –, and nobody honest has one. */
const exponents = { least: 65_537n, most: 2n ** 32n };
const mostModulusBits = 8_192;

/** Verifies a signature over bytes; a key of another kind than the algorithm's, or of an abnormal size, never verifies. */
export function verifySignature(algorithm: SignatureAlgorithm, key: KeyObject, signed: Buffer, value: Buffer): boolean {
  if (isAbnormal(key)) return false;
  payForCheck(signed.length);
  const kind = key.asymmetricKeyType;
  if (algorithm.key === 'ec') return kind === 'ec' && verify(algorithm.hash, signed, key, value);
  if (algorithm.key === 'ed25519') return kind === 'ed25519' && verify(null, signed, key, value);
  if (kind !== 'rsa' && !(kind === 'rsa-pss' && algorithm.key === 'rsa-pss')) return false;
  if (algorithm.key === 'rsa') return verify(algorithm.hash, signed, key, value);
  const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength ?? 20 };
  return verify(algorithm.hash, signed, options, value);
}

/** What the verdict says of a signature's algorithm and key: broken ones never pass, weak ones leave it open. */
export function weaknessOf(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
): 'weak-algorithm' | 'weak-key' | 'sha1' | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (algorithm.hash === 'md5' || (modulusLength !== undefined && modulusLength < 1024)) return 'weak-algorithm';
  if (isAbnormal(key)) return 'weak-algorithm';
  if (namedCurve !== undefined && !['prime256v1', 'secp384r1', 'secp521r1'].includes(namedCurve)) return 'weak-key';
  if (modulusLength !== undefined && modulusLength < 2048) return 'weak-key';
  return algorithm.hash === 'sha1' ? 'sha1' : undefined;
}

/**
 * A small public exponent invites forgeries (Bleichenbacher 2006), a large one or a huge modulus costs whoever verifies; a curve without
 * a name is its maker's own.
 */
function isAbnormal({ asymmetricKeyType: kind, asymmetricKeyDetails: details = {} }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = details;
  if (kind === 'ec') return namedCurve === undefined;
  if (kind !== 'rsa' && kind !== 'rsa-pss') return false;
  return publicExponent < exponents.least || publicExponent > exponents.most || modulusLength > mostModulusBits;
}
