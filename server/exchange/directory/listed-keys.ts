import { createPublicKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';

/** A moment as the exchange writes it: UTC with `Z` (exchange-protocol §2). */
export const moment = z.iso.datetime().transform((text) => new Date(text));

/** From when to when a key is in force: from its first moment until before its last; without one until it is replaced. */
const period = { from: moment, until: moment.nullable() };

/** An Ed25519 key as its SubjectPublicKeyInfo in base64, written in the one way DER has. */
export const edKey = z.base64().refine(isEdKey, { error: 'not-an-ed25519-key' });

/** A key of a deployment with its time. */
export const deploymentKey = z.object({ key: edKey, ...period });

/** The certificate of an agency’s system key or encryption key, with the time in which the directory lets it count. */
export const listedCertificate = z.object({
  purpose: z.enum(['signing', 'encryption']),
  /** DER in base64. */
  certificate: z.base64().refine(isUsableCertificate, { error: 'not-a-usable-certificate' }),
  ...period,
  /** From then on nothing it signs is taken. */
  revokedAt: moment.nullable(),
});

export type DeploymentKey = z.output<typeof deploymentKey>;
export type ListedCertificate = z.output<typeof listedCertificate>;

type Times = DeploymentKey | ListedCertificate;

/** Those of some keys that are in force at a moment. */
export function inForceAt<K extends Times>(keys: readonly K[], at: Date): K[] {
  return keys.filter((key) => {
    const revokedAt = 'revokedAt' in key ? key.revokedAt : null;
    return key.from <= at && isBefore(at, key.until) && isBefore(at, revokedAt);
  });
}

/** By what a key is told from others, whatever its time. */
export function nameOfKey(key: Times): string {
  return 'key' in key ? key.key : `${key.purpose} ${key.certificate}`;
}

const isBefore = (at: Date, end: Date | null): boolean => end === null || at < end;

function isEdKey(base64: string): boolean {
  try {
    const der = Buffer.from(base64, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && key.export({ format: 'der', type: 'spki' }).equals(der);
  } catch {
    return false; // no key at all
  }
}

const curves = ['prime256v1', 'secp384r1'];
const FEWEST_RSA_BITS = 2048;

/** RSA of 2,048 bits or more, or ECDSA and ECDH on P-256 or P-384 (exchange-protocol §3). */
function isUsableCertificate(base64: string): boolean {
  try {
    const der = Buffer.from(base64, 'base64');
    const { raw, publicKey } = new X509Certificate(der);
    const { modulusLength = 0, namedCurve = '' } = publicKey.asymmetricKeyDetails ?? {};
    const isStrong =
      publicKey.asymmetricKeyType === 'rsa' ? modulusLength >= FEWEST_RSA_BITS : curves.includes(namedCurve);
    return isStrong && raw.equals(der);
  } catch {
    return false; // no certificate at all
  }
}
