import { mongo } from 'mongoose';
import { DUPLICATE_KEY } from '../database/database-errors.ts';
import { defineStore, type Row, rowsOf, type StoredRow } from '../database/store.ts';
import { DomainError } from '../errors.ts';
import { together } from '../together.ts';

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
  // A nonce has no space, so that two pairs never make one id.
  const row = { _id: `${keyId} ${nonce}`, version: 1, forgetAt };
  if ((await knownBefore(row)).has(row))
    throw new DomainError('unauthenticated', 'attempt-replayed', 'A request with this nonce came before');
}

/** Remembers what comes at the same moment together, and gives those of them that came before, be it a moment ago. */
const knownBefore = together(async (rows: readonly StoredRow[]): Promise<ReadonlySet<StoredRow>> => {
  try {
    await rowsOf(attemptNonces).insertMany([...rows], { ordered: false });
    return new Set();
  } catch (error) {
    return new Set(duplicatesIn(error).flatMap((index) => rows[index] ?? []));
  }
});

/** Which of the rows were there already; whatever else went wrong is thrown on. */
function duplicatesIn(error: unknown): number[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  if (failures.length === 0 || !failures.every(({ code }) => code === DUPLICATE_KEY)) throw error;
  return failures.map(({ index }) => index);
}
