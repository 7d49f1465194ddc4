import { createHash } from 'node:crypto';
import type { Actor } from './actor.ts';
import { DomainError } from './errors.ts';
import { defineStore, type Row } from './store.ts';
import type { Transaction } from './transaction.ts';

/** What was answered to one idempotency key, kept with the act itself (DESIGN D3, RELIABILITY I2). */
export interface IdempotencyRecord extends Row {
  readonly bodyHash: string;
  readonly answer: string;
  readonly keptAt: Date;
}

const KEPT_FOR_SECONDS = 30 * 24 * 3600;

export const idempotencyRecords = defineStore<IdempotencyRecord>(
  'idempotencyRecords',
  { bodyHash: String, answer: String, keptAt: Date },
  [{ keys: { keptAt: 1 }, options: { expireAfterSeconds: KEPT_FOR_SECONDS } }],
  { evidence: false },
);

/** The id of a record is the hash of person, agency, endpoint and key: unique per who, where and which. */
function recordId({ actor }: Pick<Transaction, 'actor'>): string | undefined {
  const claim = actor.request?.idempotency;
  if (!claim) return undefined;
  const known = recordIds.get(actor);
  if (known !== undefined) return known;
  const parts = [actor.personId, actor.agencyId, claim.endpoint, claim.key];
  const id = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  recordIds.set(actor, id);
  return id;
}

const recordIds = new WeakMap<Actor, string>();

/**
 * The answer already given to the same key and body, if any. The same key with another body is refused with 422
 * `idempotency-conflict`; refusals are never kept, so they are judged anew.
 */
export async function claimIdempotency(
  tx: Pick<Transaction, 'actor' | 'find'>,
): Promise<{ answer: unknown } | undefined> {
  const id = recordId(tx);
  if (!id) return undefined;
  const record = await tx.find(idempotencyRecords, { id });
  if (!record) return undefined;
  if (record.bodyHash !== tx.actor.request?.idempotency?.bodyHash) {
    throw new DomainError('invalid', 'idempotency-conflict', 'This Idempotency-Key was used for another request');
  }
  replayed.add(tx.actor.request);
  return { answer: JSON.parse(record.answer) };
}

/** Keeps the answer of an act beside what the act wrote. */
export function keepAnswer(tx: Transaction, answer: unknown): void {
  const id = recordId(tx);
  const claim = tx.actor.request?.idempotency;
  if (!id || !claim) return;
  tx.insert(idempotencyRecords, {
    id,
    bodyHash: claim.bodyHash,
    answer: JSON.stringify(answer ?? null),
    keptAt: tx.now,
  });
}

const replayed = new WeakSet<object>();

/** Whether the answer of this request is one given before; the header `Idempotency-Replayed` says so. */
export function wasReplayed(request: object | undefined): boolean {
  return request !== undefined && replayed.has(request);
}
