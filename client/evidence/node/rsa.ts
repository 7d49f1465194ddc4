import { derNull, derOctets, derOidOf, derSequenceOf } from '../../../server/pdf-signatures/crypto/der-writer.ts';
import type { HashName } from './crypto.ts';

interface RsaCheck {
  readonly key: { readonly modulus: bigint; readonly exponent: bigint };
  readonly name: HashName;
  readonly hasher: (bytes: Uint8Array) => Uint8Array;
  readonly digest: Uint8Array;
  /** The salt of RSASSA-PSS; without one it is PKCS #1 v1.5. */
  readonly saltLength: number | undefined;
}

const oids: Readonly<Record<HashName, string>> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  'sha3-256': '2.16.840.1.101.3.4.2.8',
  'sha3-384': '2.16.840.1.101.3.4.2.9',
  'sha3-512': '2.16.840.1.101.3.4.2.10',
};

/** Whether a value is an RSA signature over a digest (RFC 8017 §8.1.2, §8.2.2): all it works with is public. */
export function isRsaSignature(check: RsaCheck, value: Uint8Array): boolean {
  const { modulus, exponent } = check.key;
  const bits = modulus.toString(2).length;
  const size = Math.ceil(bits / 8);
  const signature = number(value);
  if (value.length !== size || signature >= modulus) return false;
  const encoded = octets(power(signature, exponent, modulus), size);
  return check.saltLength === undefined
    ? encoded.equals(pkcs1(check, size))
    : isPss(check, encoded.subarray(size - Math.ceil((bits - 1) / 8)), bits - 1, check.saltLength);
}

/** EMSA-PKCS1-v1_5 (§9.2): written anew and compared, so that nothing is read out of what a stranger wrote. */
function pkcs1({ name, digest }: RsaCheck, size: number): Buffer {
  const info = derSequenceOf(derSequenceOf(derOidOf(oids[name]), derNull), derOctets(digest));
  const padding = Buffer.alloc(size - info.length - 3, 0xff);
  return Buffer.concat([Buffer.of(0, 1), padding, Buffer.of(0), info]);
}

/** EMSA-PSS-VERIFY (§9.1.2), its mask by the same hash. */
function isPss({ hasher, digest }: RsaCheck, encoded: Buffer, bits: number, saltLength: number): boolean {
  const length = encoded.length - digest.length - 1;
  const unused = 8 * encoded.length - bits;
  const first = encoded[0] ?? 0;
  if (length < saltLength + 1 || encoded.at(-1) !== 0xbc || first >> (8 - unused) !== 0) return false;
  const [masked, hash] = [encoded.subarray(0, length), encoded.subarray(length, -1)];
  const mask = maskOf(hash, length, hasher);
  const block = Buffer.from(masked.map((byte, index) => byte ^ (mask[index] ?? 0)));
  block[0] = (block[0] ?? 0) & (0xff >> unused);
  const padding = Buffer.concat([Buffer.alloc(length - saltLength - 1), Buffer.of(1)]);
  if (!block.subarray(0, length - saltLength).equals(padding)) return false;
  const whole = Buffer.concat([Buffer.alloc(8), digest, block.subarray(length - saltLength)]);
  return hash.equals(Buffer.from(hasher(whole)));
}

/** MGF1 (§B.2.1). */
function maskOf(seed: Uint8Array, length: number, hasher: RsaCheck['hasher']): Buffer {
  const parts: Uint8Array[] = [];
  for (let made = 0; made < length; made += parts.at(-1)?.length ?? length) {
    parts.push(hasher(Buffer.concat([seed, octets(BigInt(parts.length), 4)])));
  }
  return Buffer.concat(parts).subarray(0, length);
}

const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

const octets = (value: bigint, size: number): Buffer => Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex');

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
