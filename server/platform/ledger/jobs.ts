import mongoose, { type mongo } from 'mongoose';
import { defineStore, ofTexts, type Row, type StoredRow } from '../database/store.ts';
import { newId } from '../ids.ts';
import type { Message, Transaction } from './transaction.ts';

/** Work for later with its state; `dead` means the system gave up and a person must look. */
export interface Job extends Row {
  readonly kind: string;
  readonly key?: string;
  /** The agency whose act left it; `deployment` for work of the house itself. */
  readonly agencyId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** For whom it is, outside this deployment. */
  readonly partner?: string;
  /** What is more urgent goes first; of earlier releases, without it, last. */
  readonly urgency?: number;
  readonly state: 'waiting' | 'running' | 'done' | 'dead';
  readonly runAt: Date;
  readonly attempts: number;
  /** How many of the attempts failed through nothing the job is or needs. */
  readonly excused?: number;
  /** How many workers died or fell silent over it. */
  readonly losses?: number;
  /** While running: when another worker may take over. The attempt number is the fencing token. */
  readonly leaseUntil?: Date;
  /** While running: the mark of the process that has it. */
  readonly holder?: string;
  /** While running: by which claim of that process. */
  readonly claim?: string;
  readonly lastError?: string;
  /** The code of the last failure, as a person is told it. */
  readonly reason?: string;
  /** Since when somebody has been told that it takes long. */
  readonly lateSince?: Date | undefined;
  /** In whose due work it stands, when there is no thing that says so by itself. */
  readonly leftTo?: 'clerk' | 'administrator';
  readonly createdAt: Date;
  readonly finishedAt?: Date;
}

/** A message with the agency of the act that left it. */
export interface MessageOfAgency extends Message {
  readonly agencyId: string;
}

const DONE_KEPT_SECONDS = 14 * 24 * 3600;

export const jobs = defineStore<Job>(
  'jobs',
  {
    kind: String,
    key: String,
    agencyId: String,
    payload: Object,
    partner: String,
    urgency: Number,
    state: String,
    runAt: Date,
    attempts: Number,
    excused: Number,
    losses: Number,
    leaseUntil: Date,
    holder: String,
    claim: String,
    lastError: String,
    reason: String,
    lateSince: Date,
    leftTo: String,
    createdAt: Date,
    finishedAt: Date,
  },
  [
    { keys: { kind: 1, state: 1, urgency: -1, runAt: 1, _id: 1 } },
    { keys: { partner: 1, state: 1 }, options: ofTexts('partner') },
    { keys: { kind: 1, key: 1 }, options: { unique: true, ...ofTexts('key') } },
    { keys: { agencyId: 1, leftTo: 1 }, options: { partialFilterExpression: { state: 'dead' } } },
    { keys: { agencyId: 1, lateSince: 1 }, options: { partialFilterExpression: { lateSince: { $type: 'date' } } } },
    {
      keys: { finishedAt: 1 },
      options: { expireAfterSeconds: DONE_KEPT_SECONDS, partialFilterExpression: { state: 'done' } },
    },
  ],
  { evidence: false },
);

/** By what it is known whose a running job is. */
export type Hold = Required<Pick<Job, 'leaseUntil' | 'holder' | 'claim'>>;

/** The job of a message: it waits, or whoever holds it begins with it. */
export function newJob(message: MessageOfAgency, now: Date, hold?: Hold): Job {
  const { kind, key, agencyId, payload, partner, urgency = 0, runAt = now } = message;
  return {
    ...{ id: newId(), kind, agencyId, payload },
    ...(key === undefined ? {} : { key }),
    ...(partner === undefined ? {} : { partner }),
    ...(hold
      ? ({ state: 'running', attempts: 1, losses: 0, ...hold } as const)
      : ({ state: 'waiting', attempts: 0 } as const)),
    ...{ urgency, runAt, createdAt: now, version: 1 },
  };
}

/**
 * The write that adds a job to the queue; one with a key that is there already stays as it is, or, `again`, waits anew from its first
 * attempt.
 */
export function addJob({ id: _id, key, ...fields }: Job, again = false): mongo.AnyBulkWriteOperation<StoredRow> {
  if (key === undefined) return { insertOne: { document: { _id, ...fields } } };
  const filter = { kind: fields.kind, key };
  const update = again ? renewed(_id, fields) : { $setOnInsert: { _id, ...fields } };
  return { updateOne: { filter, update, upsert: true } };
}

/** Has what waits for a partner tried now: it has answered again. */
export async function bringForward(partner: string, now: Date): Promise<void> {
  const later = { partner, state: 'waiting', runAt: mongoose.trusted({ $gt: now }) };
  await jobs.model.updateMany(later, { $set: { runAt: now }, $inc: { version: 1 } }).exec();
}

/** Marks work as such that somebody is told that it takes long; gives the ids of what was open and not marked before. */
export async function markLate(ids: readonly string[], now: Date): Promise<string[]> {
  const open = mongoose.trusted({ $in: ['waiting', 'running'] });
  const marked = ids.map(async (id) => {
    const update = { $set: { lateSince: now } };
    const { modifiedCount } = await jobs.model.updateOne({ _id: id, state: open, lateSince: null }, update);
    return modifiedCount === 1 ? id : [];
  });
  return (await Promise.all(marked)).flat();
}

/** Takes such marks away: nobody could be told. */
export async function unmarkLate(ids: readonly string[]): Promise<void> {
  await jobs.model.updateMany({ _id: mongoose.trusted({ $in: [...ids] }) }, { $unset: { lateSince: 1 } }).exec();
}

/** Puts work on which the system gave up into the due work of a role, until somebody has it tried again. */
export function leaveToPerson(tx: Transaction, job: Job, leftTo: NonNullable<Job['leftTo']>): Job {
  return tx.change(jobs, job, { leftTo });
}

/** The update that makes a job wait anew from its first attempt, or makes it if there is none; a running one keeps its lease. */
function renewed(_id: string, { version, ...fields }: Omit<Job, 'id' | 'key'>): mongo.Document[] {
  const anew = {
    $mergeObjects: [
      { _id, kind: '$kind', key: '$key' },
      { $ifNull: [{ _id: '$_id' }, {}] },
      { $literal: fields },
      { version: { $add: [{ $ifNull: ['$version', 0] }, version] } },
    ],
  };
  return [{ $replaceWith: { $cond: [{ $eq: ['$state', 'running'] }, '$$ROOT', anew] } }];
}
