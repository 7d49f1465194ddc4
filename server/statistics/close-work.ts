import { record } from '../audit/record.ts';
import { readSome } from '../platform/database/store.ts';
import { DomainError } from '../platform/errors.ts';
import { jobs } from '../platform/ledger/jobs.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { demandLeftTo } from './given-up-work.ts';
import { aboutOf, alikeIn, isClosable } from './work-to-close.ts';

/** So much is closed by one act; what is left is closed by the next. */
const MOST = 500;

interface CloseWork {
  readonly jobId: string;
  /** How the other agency knows, or why it need not. */
  readonly reason: string;
  /** Whether all work is meant that was given up for the same reason at the same partner. */
  readonly alike: boolean;
}

/** The work that an act of closing is about: one piece, or that and what is like it. */
export async function workToClose(jobId: string, { alike }: Pick<CloseWork, 'alike'>): Promise<readonly string[]> {
  if (!alike) return [jobId];
  const [job] = await readSome(jobs, ['kind', 'agencyId', 'partner', 'reason', 'leftTo'], { _id: jobId });
  const others = job ? await readSome(jobs, [], alikeIn(job), { sort: { _id: 1 }, limit: MOST }) : [];
  return [...new Set([jobId, ...others.map(({ id }) => id)])].slice(0, MOST);
}

/**
 * Notes of work by which another agency was to be told something, and on which the system gave up, that it is seen to – *ghi nhận, không báo nữa* –:
 * it leaves due work and is not tried again by itself. Refuses other work with `not-to-close`, and what does not wait for the actor with the common 404.
 * Gives how much was closed.
 */
export async function closeWork(
  tx: Transaction,
  jobIds: readonly string[],
  { jobId, reason }: CloseWork,
): Promise<number> {
  let closed = 0;
  for (const id of jobIds) {
    const job = await tx.load(jobs, id);
    if (id !== jobId && job.state !== 'dead') continue; // tried again meanwhile
    demandLeftTo(tx.actor, job);
    if (!isClosable(job)) throw new DomainError('conflict', 'not-to-close', 'This work is to be done, here');
    tx.change(jobs, job, { state: 'done', leftTo: undefined, finishedAt: tx.now });
    record(tx, { type: 'work-closed', work: job.kind, reason, ...aboutOf(job) });
    closed += 1;
  }
  return closed;
}
