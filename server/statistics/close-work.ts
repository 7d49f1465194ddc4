import { record } from '../audit/record.ts';
import { readSome } from '../platform/database/store.ts';
import { DomainError } from '../platform/errors.ts';
import { jobs } from '../platform/ledger/jobs.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { demandLeftTo } from './given-up-work.ts';
import { aboutOf, alikeIn, isClosable } from './work-to-close.ts';

/** So much is closed by one act. */
const MOST = 500;

interface CloseWork {
  readonly jobId: string;
  /** How the other agency knows, or why it need not. */
  readonly reason: string;
  /** Whether all work is meant that was given up for the same reason at the same partner. */
  readonly alike: boolean;
}

/** What an act of closing is about. */
interface ToClose {
  readonly ids: readonly string[];
  /** Whether there is more of it than one act closes; then the work by which it is named stays for the last. */
  readonly left: boolean;
}

/** The work that an act of closing is about: one piece, or that and what is like it. */
export async function workToClose(jobId: string, { alike }: Pick<CloseWork, 'alike'>): Promise<ToClose> {
  const [job] = alike ? await readSome(jobs, ['kind', 'agencyId', 'partner', 'reason', 'leftTo'], { _id: jobId }) : [];
  const found = job ? await readSome(jobs, [], alikeIn(job), { sort: { _id: 1 }, limit: MOST + 1 }) : [];
  const others = found.map(({ id }) => id).filter((id) => id !== jobId);
  return others.length < MOST ? { ids: [jobId, ...others], left: false } : { ids: others.slice(0, MOST), left: true };
}

/**
 * Notes of work by which another agency was to be told something, and on which the system gave up, that it is seen to – *ghi nhận, không báo nữa* –:
 * it leaves due work and is not tried again by itself. Refuses other work with `not-to-close`, and what does not wait for the actor with the common 404.
 * Gives how much was closed, and whether more of it is left.
 */
export async function closeWork(
  tx: Transaction,
  { ids, left }: ToClose,
  { jobId, reason }: CloseWork,
): Promise<{ readonly closed: number; readonly left: boolean }> {
  let closed = 0;
  for (const id of ids) {
    const job = await tx.load(jobs, id);
    if (id !== jobId && job.state !== 'dead') continue; // tried again meanwhile
    demandLeftTo(tx.actor, job);
    if (!isClosable(job)) throw new DomainError('conflict', 'not-to-close', 'This work is to be done, here');
    tx.change(jobs, job, { state: 'done', leftTo: undefined, finishedAt: tx.now });
    record(tx, { type: 'work-closed', work: job.kind, reason, ...aboutOf(job) });
    closed += 1;
  }
  return { closed, left };
}
