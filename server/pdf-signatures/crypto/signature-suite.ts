import { constants, createHash, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { algorithmsFor, type CmsAlgorithms, type RsaScheme, type SigningHash } from './cms-algorithms.ts';

/** How a certificate's key signs, and the key that verifies it. */
export interface SignatureSuite extends CmsAlgorithms {
  readonly publicKey: KeyObject;
}

/** One certificate signs many documents; it is read once as long as its bytes are kept. */
const suites: Record<RsaScheme, WeakMap<Uint8Array, SignatureSuite>> = { pkcs1: new WeakMap(), pss: new WeakMap() };

/** The suite for a certificate (DER); refuses what `algorithmsFor` does. */
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
export const digest = (hash: SigningHash | 'sha512', ...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();
