import { isDuplicate } from '../database/database-errors.ts';
import { defineStore, type Row, rowsOf } from '../database/store.ts';
import { DomainError } from '../errors.ts';

/** A nonce that came; its id is the key and the nonce, so that each comes once to all processes together. */
interface AttemptNonce extends Row {
  readonly forgetAt: Date;
}

export const attemptNonces = defineStore<AttemptNonce>(
  'attemptNonces',
  { forgetAt: Date },
  [{ keys: { forgetAt: 1 }, options: { expireAfterSeconds: 0 } }],
  { evidence: false },
);

/** An attempt may be 5 minutes old or 5 minutes ahead: after ten nobody could repeat it; a database whose clock is ahead forgets earlier. */
const REMEMBERED_MS = 20 * 60_000;

/*
 * An attempt is no act, and its nonce must outlive the refusal of what it asked for: it is remembered outside the ledger, durably before
 * anything else is done (the connection writes with majority and journal).
 */

/** Remembers a nonce of a key; refuses with `attempt-replayed` one that came before. */
export async function takeNonce({ keyId, nonce }: { keyId: string; nonce: string }, now: Date): Promise<void> {
  const forgetAt = new Date(now.getTime() + REMEMBERED_MS);
  try {
    // A nonce has no space, so that two pairs never make one id.
    await rowsOf(attemptNonces).insertOne({ _id: `${keyId} ${nonce}`, version: 1, forgetAt });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new DomainError('unauthenticated', 'attempt-replayed', 'A request with this nonce came before');
  }
}
