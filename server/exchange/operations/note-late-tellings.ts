import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { readSome } from '../../platform/database/store.ts';
import { type Job, jobs } from '../../platform/ledger/jobs.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { leftLongAgo, noteInActs } from '../deliveries/note-late.ts';
import { tellings } from './late-tellings.ts';

/** Notes of everything that another agency was to be told 45 seconds ago and does not hold; of each once. */
export async function noteLateTellings(): Promise<void> {
  const untold = { kind: mongoose.trusted({ $in: [...tellings] }), ...leftLongAgo(), lateSince: null };
  await noteInActs(await readSome(jobs, ['agencyId'], untold), noteLate);
}

async function noteLate(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const job = await tx.load(jobs, id);
    if (job.lateSince || (job.state !== 'waiting' && job.state !== 'running')) continue;
    const { kind: work, reason } = job;
    record(tx, { type: 'telling-late', work, ...aboutOf(job), ...(reason ? { reason } : {}) });
    tx.change(jobs, job, { lateSince: tx.now });
  }
}

function aboutOf({ payload: { documentId, arrivalId, noticeId } }: Job) {
  if (typeof documentId === 'string') return { documentId };
  return typeof arrivalId === 'string' ? { arrivalId } : { noticeId: String(noticeId) };
}
