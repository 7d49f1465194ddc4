import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { record } from '../../../audit/record.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { publicHalfOf } from '../../../platform/state/ed25519-key.ts';
import { directoryPins } from '../store.ts';
import { DIRECTORY_PIN, type DirectoryPin } from './directory-pin.ts';

/** The public key in a PEM text; refuses with `not-a-directory-key` what is no Ed25519 key. */
export function directoryKeyIn(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519' && !pem.includes('PRIVATE KEY')) return key;
  } catch (cause) {
    throw notAKey(cause);
  }
  throw notAKey();
}

/**
 * Pins the key whose signature makes a list of agencies the directory, in the place of one that was pinned before; what was taken in
 * under that one stays. The same key again changes nothing.
 */
export async function pinDirectoryKey(tx: Transaction, key: KeyObject): Promise<DirectoryPin> {
  const publicKey = publicHalfOf(key);
  const sha256 = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
  const pinned = await tx.find(directoryPins, { id: DIRECTORY_PIN });
  if (pinned?.publicKey === publicKey) return pinned;
  record(tx, { type: 'directory-key-pinned', keySha256: sha256, ...(pinned ? { insteadOf: pinned.sha256 } : {}) });
  const fields = { publicKey, sha256, at: tx.now };
  return pinned ? tx.change(directoryPins, pinned, fields) : tx.insert(directoryPins, { id: DIRECTORY_PIN, ...fields });
}

function notAKey(cause?: unknown): DomainError {
  return new DomainError('invalid', 'not-a-directory-key', 'This is not the public Ed25519 key of a directory', {
    cause,
  });
}
