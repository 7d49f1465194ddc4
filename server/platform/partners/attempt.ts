import { type KeyObject, sign, verify } from 'node:crypto';
import type { RequestDescriptor, SignerSync, Verifier } from 'http-message-sig';

/* One HTTP request of one deployment to another, and how it bears the signature of the deployment that makes it (RFC 9421). */

/** What the signature of an attempt covers, in this order: nothing else, so that nobody believes more to be signed than is. */
export const COVERED = ['@method', '@target-uri', 'content-digest'] as const;

/** What a signature says of itself; each is compulsory, and there is no other. */
export const PARAMETERS = ['created', 'nonce', 'keyid', 'alg', 'tag'] as const;

export const ALGORITHM = 'ed25519';

/** A signature for another purpose with the same key is none of an attempt (RFC 9421 §2.3). */
export const TAG = 'vanban-exchange';

/** Signs with a private Ed25519 key (RFC 9421 §3.3.6). */
export function signerOf(key: KeyObject): SignerSync {
  return { algorithm: ALGORITHM, sign: (data) => sign(null, data, ed25519(key)) };
}

/** Verifies with whichever of these public Ed25519 keys made a signature: old and new ones of a deployment overlap. */
export function verifierOf(keys: readonly KeyObject[]): Verifier {
  return {
    algorithm: ALGORITHM,
    verify: (data, signature) => keys.some((key) => verify(null, data, ed25519(key), signature)),
  };
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== ALGORITHM)
    throw new Error(`Attempts are signed by Ed25519, not ${key.asymmetricKeyType}`);
  return key;
}

/** A request as the library of signatures takes it, with these headers and no other. */
export function messageOf(
  method: string,
  targetUri: string,
  headers: Readonly<Record<string, string>>,
): RequestDescriptor {
  const fields = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { kind: 'request', method, targetUri, fields };
}
