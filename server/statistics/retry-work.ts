import { record } from '../audit/record.ts';
import { jobs } from '../platform/ledger/jobs.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { demandLeftTo } from './given-up-work.ts';
import { aboutOf } from './work-to-close.ts';

/** Has work tried again on which the system gave up – *cho làm lại* –, with as many tries and as much time as at first; the same 404 for what is not theirs. */
export async function retryWork(tx: Transaction, jobId: string): Promise<void> {
  const job = await tx.load(jobs, jobId);
  demandLeftTo(tx.actor, job);
  tx.change(jobs, job, {
    state: 'waiting',
    runAt: tx.now,
    createdAt: tx.now,
    excused: job.attempts,
    losses: 0,
    leftTo: undefined,
    reason: undefined,
    lateSince: undefined,
    finishedAt: undefined,
  });
  record(tx, { type: 'work-retried', work: job.kind, ...aboutOf(job) });
}
