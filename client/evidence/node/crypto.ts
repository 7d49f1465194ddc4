import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import {
  derBits,
  derContent,
  derOid,
  derSequence,
  derTag,
  expectDer,
  readDer,
} from '../../../server/pdf-signatures/crypto/der-reader.ts';
import { isRsaSignature } from './rsa.ts';

/*
 * What the server’s verifier uses of node:crypto, for the page that verifies evidence: by libraries where keys and curves are concerned, and RSA, which
 * they leave out, as RFC 8017 has it. It verifies and hashes; it can neither sign nor keep a secret.
 */

const hashes = {
  ...{ md5, sha1, sha256, sha384, sha512 },
  ...{ 'sha3-256': sha3_256, 'sha3-384': sha3_384, 'sha3-512': sha3_512 },
} as const;
export type HashName = keyof typeof hashes;

export const constants = { RSA_PKCS1_PSS_PADDING: 6 } as const;

function hasherOf(name: string) {
  const hasher = hashes[name as HashName];
  if (hasher === undefined) throw new Error(`The hash ${name} is not known here`);
  return hasher;
}

const bytesOf = (data: Uint8Array | string): Uint8Array => (typeof data === 'string' ? Buffer.from(data) : data);

/** A hash that is fed part by part, as node:crypto makes it. */
export function createHash(name: string) {
  const running = hasherOf(name).create();
  const hash = {
    update(data: Uint8Array | string) {
      running.update(bytesOf(data));
      return hash;
    },
    digest(encoding?: BufferEncoding): Buffer | string {
      const digest = Buffer.from(running.digest());
      return encoding === undefined ? digest : digest.toString(encoding);
    },
  };
  return hash;
}

/** The hash of bytes at hand; hexadecimal unless bytes are wanted. */
export function hash(name: string, data: Uint8Array | string, encoding: BufferEncoding | 'buffer' = 'hex') {
  const digest = Buffer.from(hasherOf(name)(bytesOf(data)));
  return encoding === 'buffer' ? digest : digest.toString(encoding);
}

/** A public key, in the words of node:crypto. */
export interface PublicKey {
  readonly asymmetricKeyType: 'rsa' | 'rsa-pss' | 'ec' | 'ed25519';
  readonly asymmetricKeyDetails: {
    readonly modulusLength?: number;
    readonly publicExponent?: bigint;
    readonly namedCurve?: string;
  };
  export(): Buffer;
  /** The point of a curve, or modulus and exponent. */
  readonly point: Uint8Array;
  readonly rsa: { readonly modulus: bigint; readonly exponent: bigint } | undefined;
}

const curves = {
  '1.2.840.10045.3.1.7': { namedCurve: 'prime256v1', curve: p256 },
  '1.3.132.0.34': { namedCurve: 'secp384r1', curve: p384 },
  '1.3.132.0.35': { namedCurve: 'secp521r1', curve: p521 },
} as const;
const rsaTypes = { '1.2.840.113549.1.1.1': 'rsa', '1.2.840.113549.1.1.10': 'rsa-pss' } as const;
const ed25519Oid = '1.3.101.112';

/** Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7); refuses kinds of keys that nothing here verifies with. */
export function createPublicKey({ key }: { readonly key: Uint8Array }): PublicKey {
  const der = Buffer.from(key);
  const [algorithm, bits] = derSequence(readDer(der));
  const [id, parameters] = derSequence(algorithm);
  const point = derBits(expectDer(bits, derTag.bitString));
  const type = derOid(id);
  const common = { export: () => der, point, rsa: undefined };
  if (type === ed25519Oid) return { ...common, asymmetricKeyType: 'ed25519', asymmetricKeyDetails: {} };
  if (type in rsaTypes) return { ...common, ...rsaKey(rsaTypes[type as keyof typeof rsaTypes], point) };
  const curve = type === '1.2.840.10045.2.1' ? curves[derOid(parameters) as keyof typeof curves] : undefined;
  if (!curve) throw new Error('Keys of this kind are not known here');
  return { ...common, asymmetricKeyType: 'ec', asymmetricKeyDetails: { namedCurve: curve.namedCurve } };
}

function rsaKey(asymmetricKeyType: 'rsa' | 'rsa-pss', bits: Buffer) {
  const [modulus, exponent] = derSequence(readDer(bits)).map((part) => BigInt(`0x${derContent(part).toString('hex')}`));
  if (!modulus || !exponent) throw new Error('An RSA key is a modulus and an exponent');
  const details = { modulusLength: modulus.toString(2).length, publicExponent: exponent };
  return { asymmetricKeyType, asymmetricKeyDetails: details, rsa: { modulus, exponent } };
}

interface WithPadding {
  readonly key: PublicKey;
  readonly saltLength?: number;
}

/** Whether a signature holds, as `verify` of node:crypto tells it; what cannot be read as one does not. */
export function verify(
  name: string | null,
  signed: Uint8Array,
  given: PublicKey | WithPadding,
  value: Uint8Array,
): boolean {
  const { key, saltLength } = 'key' in given ? given : { key: given, saltLength: undefined };
  try {
    if (key.asymmetricKeyType === 'ed25519') return ed25519.verify(value, signed, key.point, { zip215: false });
    const hasher = hasherOf(name ?? '');
    const digest = hasher(signed);
    if (key.rsa) return isRsaSignature({ key: key.rsa, name: name as HashName, hasher, digest, saltLength }, value);
    const curve = Object.values(curves).find(
      ({ namedCurve }) => namedCurve === key.asymmetricKeyDetails.namedCurve,
    )?.curve;
    return curve?.verify(value, digest, key.point, { prehash: false, lowS: false, format: 'der' }) === true;
  } catch {
    return false; // no signature of this kind at all
  }
}

/** A certificate as far as its key and its bytes are asked for. */
export class X509Certificate {
  readonly raw: Buffer;
  readonly publicKey: PublicKey;

  constructor(der: Uint8Array) {
    this.raw = Buffer.from(der);
    const fields = derSequence(derSequence(readDer(this.raw))[0]);
    const info = fields[fields[0]?.tag === 0xa0 ? 6 : 5];
    if (!info) throw new Error('A certificate has a key');
    this.publicKey = createPublicKey({ key: info.bytes.subarray(info.start, info.end) });
  }
}
