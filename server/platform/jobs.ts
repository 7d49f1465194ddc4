import type { mongo } from 'mongoose';
import { newId } from './ids.ts';
import { defineStore, type Row, type StoredRow } from './store.ts';
import type { Message } from './transaction.ts';

/** Work for later with its state; `dead` means the system gave up and a person must look (DESIGN D8). */
export interface Job extends Row {
  readonly kind: string;
  readonly key?: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: 'waiting' | 'running' | 'done' | 'dead';
  readonly runAt: Date;
  readonly attempts: number;
  /** While running: when another worker may take over. The attempt number is the fencing token. */
  readonly leaseUntil?: Date;
  readonly lastError?: string;
  readonly createdAt: Date;
  readonly finishedAt?: Date;
}

const DONE_KEPT_SECONDS = 14 * 24 * 3600;

export const jobs = defineStore<Job>(
  'jobs',
  {
    kind: String,
    key: String,
    payload: Object,
    state: String,
    runAt: Date,
    attempts: Number,
    leaseUntil: Date,
    lastError: String,
    createdAt: Date,
    finishedAt: Date,
  },
  [
    { keys: { state: 1, runAt: 1, _id: 1 } },
    { keys: { kind: 1, key: 1 }, options: { unique: true, partialFilterExpression: { key: { $type: 'string' } } } },
    {
      keys: { finishedAt: 1 },
      options: { expireAfterSeconds: DONE_KEPT_SECONDS, partialFilterExpression: { state: 'done' } },
    },
  ],
  { evidence: false },
);

/** The write that adds a message to the queue; one with a key that is there already stays as it is. */
export function newJob(message: Message, now: Date): mongo.AnyBulkWriteOperation<StoredRow> {
  const fields = {
    kind: message.kind,
    payload: message.payload,
    state: 'waiting',
    runAt: message.runAt ?? now,
    attempts: 0,
    createdAt: now,
    version: 1,
  };
  if (message.key === undefined) return { insertOne: { document: { _id: newId(), ...fields } } };
  return {
    updateOne: {
      filter: { kind: message.kind, key: message.key },
      update: { $setOnInsert: { _id: newId(), ...fields } },
      upsert: true,
    },
  };
}
