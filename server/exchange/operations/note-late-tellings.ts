import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll, readSome } from '../../platform/database/store.ts';
import { type Job, jobs, markLate } from '../../platform/ledger/jobs.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { leftLongAgo, noteInActs } from '../deliveries/note-late.ts';
import { tellings } from './late-tellings.ts';

const { trusted } = mongoose;

/**
 * Notes of everything that another agency was to be told 45 seconds ago and does not hold; of each once. Marked beside the worker, which writes the same
 * rows all the time; only then it stands in the log.
 */
export async function noteLateTellings(): Promise<void> {
  const untold = { kind: trusted({ $in: [...tellings] }), ...leftLongAgo(), lateSince: null };
  const found = (await readSome(jobs, [], untold)).map(({ id }) => id);
  const marked = await markLate(found, currentTime());
  const late = await readAll(jobs, { _id: trusted({ $in: marked }) });
  const of = new Map(late.map((job) => [job.id, job]));
  await noteInActs(late, async (tx, ids) => {
    for (const job of ids.flatMap((id) => of.get(id) ?? [])) noteLate(tx, job);
  });
}

function noteLate(tx: Transaction, { kind: work, reason, payload }: Job): void {
  record(tx, { type: 'telling-late', work, ...aboutOf(payload), ...(reason ? { reason } : {}) });
}

function aboutOf({ documentId, arrivalId, noticeId }: Job['payload']) {
  if (typeof documentId === 'string') return { documentId };
  return typeof arrivalId === 'string' ? { arrivalId } : { noticeId: String(noticeId) };
}
