import { createHash } from 'node:crypto';
import type { Actor } from '../actor.ts';
import { defineStore, type Row, readOne } from '../database/store.ts';
import { DomainError } from '../errors.ts';
import type { Transaction } from './transaction.ts';

/** What was answered to one idempotency key, kept with the act itself: neither is there without the other. */
export interface IdempotencyRecord extends Row {
  readonly bodyHash: string;
  /** The position that was answered; records of before it was kept have none. */
  readonly positionId?: string;
  readonly answer: string;
  readonly keptAt: Date;
}

const KEPT_FOR_SECONDS = 30 * 24 * 3600;

export const idempotencyRecords = defineStore<IdempotencyRecord>(
  'idempotencyRecords',
  { bodyHash: String, positionId: String, answer: String, keptAt: Date },
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
 * The answer already given to the same key and body, if any. The same key with another body, or from another position of the same
 * person, is refused with 422 `idempotency-conflict`: what one position was shown is not the other’s to see. Refusals are never kept,
 * so they are judged anew.
 */
export async function claimIdempotency(
  tx: Pick<Transaction, 'actor' | 'find'>,
): Promise<{ answer: unknown } | undefined> {
  const id = recordId(tx);
  return id === undefined ? undefined : answerIn(await tx.find(idempotencyRecords, { id }), tx.actor);
}

/**
 * What this request was answered before, or what `work` gives now: for endpoints that work before their act – prepare a file, ask for
 * a password – so that a repetition needs none of it and finds nothing changed.
 */
export async function unlessAnswered<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
  const id = recordId({ actor });
  const earlier = id === undefined ? undefined : answerIn(await readOne(idempotencyRecords, { _id: id }), actor);
  return earlier ? (earlier.answer as T) : await work();
}

function answerIn(
  record: IdempotencyRecord | undefined,
  { request, positionId }: Actor,
): { answer: unknown } | undefined {
  if (!record) return undefined;
  const isSame = record.bodyHash === request?.idempotency?.bodyHash && (record.positionId ?? positionId) === positionId;
  if (!isSame) {
    throw new DomainError('invalid', 'idempotency-conflict', 'This Idempotency-Key was used for another request');
  }
  replayed.add(request);
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
    positionId: tx.actor.positionId,
    answer: JSON.stringify(answer ?? null),
    keptAt: tx.now,
  });
}

const replayed = new WeakSet<object>();

/** Whether the answer of this request is one given before; the header `Idempotency-Replayed` says so. */
export function wasReplayed(request: object | undefined): boolean {
  return request !== undefined && replayed.has(request);
}
