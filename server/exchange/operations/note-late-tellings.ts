import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll, readSome } from '../../platform/database/store.ts';
import { type Job, jobs, markLate, unmarkLate } from '../../platform/ledger/jobs.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { byHundreds, leftLongAgo } from '../deliveries/note-late.ts';
import { tellings } from './late-tellings.ts';

const { trusted } = mongoose;

/** Notes of everything that another agency was to be told 45 seconds ago and does not hold; of each once. */
export async function noteLateTellings(): Promise<void> {
  const untold = { kind: trusted({ $in: [...tellings] }), ...leftLongAgo(), lateSince: null };
  await byHundreds(await readSome(jobs, ['agencyId'], untold), noteOfAgency);
}

/**
 * Marks them beside the worker, which writes the same rows all the time; only then they stand in the log. Where no act is carried out, as while the
 * clock is in doubt, the marks are taken away, and they are found anew.
 */
async function noteOfAgency(agencyId: string, ids: readonly string[]): Promise<void> {
  const marked = await markLate(ids, currentTime());
  const late = await readAll(jobs, { _id: trusted({ $in: marked }) });
  try {
    await inTransaction(systemActor(agencyId), async (tx) => {
      for (const job of late) noteLate(tx, job);
    });
  } catch (error) {
    await unmarkLate(marked);
    throw error;
  }
}

function noteLate(tx: Transaction, { kind: work, reason, payload }: Job): void {
  record(tx, { type: 'telling-late', work, ...aboutOf(payload), ...(reason ? { reason } : {}) });
}

function aboutOf({ documentId, arrivalId, noticeId }: Job['payload']) {
  if (typeof documentId === 'string') return { documentId };
  return typeof arrivalId === 'string' ? { arrivalId } : { noticeId: String(noticeId) };
}
