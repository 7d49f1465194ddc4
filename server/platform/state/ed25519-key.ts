import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A new private key that signs by Ed25519 (RFC 8032), as its file holds it. */
export function newEd25519Key(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** Whether a text is such a private key, whole. */
export function isEd25519Key(text: string): boolean {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'ed25519';
  } catch {
    return false; // cut off, or no key at all: the caller says which file
  }
}

/** The public half of a key as it is told to others: SubjectPublicKeyInfo (RFC 8410) in base64. */
export function publicHalfOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
}
