import type { ClientSession } from 'mongoose';
import { rowsOf } from '../database/store.ts';
import { addJob, type Hold, type Job, jobs, type MessageOfAgency, newJob } from './jobs.ts';

/** Who carries out in this process what acts leave for later. */
export interface Workers {
  /** Keeps a place for work that may begin as soon as it is committed; none where it has to wait for its time or its turn. */
  reserve(message: MessageOfAgency, now: Date): Place | undefined;
  /** Looks for work of these kinds: an act was just committed that left some. */
  wake(kinds: Iterable<string>): void;
}

/** A place kept for one piece of work; it is ended by one of both calls. */
export interface Place {
  /** Written with the job, so that no other worker takes it up. */
  readonly hold: Hold;
  begin(job: Job): void;
  giveBack(): void;
}

/** What a group of acts has left, until it is known whether the group is committed. */
export interface LeftWork {
  /** Begins what has a place, and has the rest looked for. */
  committed(): void;
  dropped(): void;
}

interface Leaving {
  readonly session: ClientSession;
  readonly now: Date;
  readonly workers: Workers | undefined;
}

/**
 * Writes the messages of a group of acts as jobs, in its transaction. Those for which there is a place are taken up by the same write; it is
 * given back where the same work was left before.
 */
export async function leaveMessages(
  messages: readonly MessageOfAgency[],
  { session, now, workers }: Leaving,
): Promise<LeftWork> {
  if (messages.length === 0) return { committed: () => undefined, dropped: () => undefined };
  const left = messages.map((message) => {
    const place = workers?.reserve(message, now);
    return { message, place, job: newJob(message, now, place?.hold) };
  });
  const dropped = () => {
    for (const { place } of left) place?.giveBack();
  };
  const added = await addAll(left, session).catch((error: unknown) => {
    dropped();
    throw error;
  });
  const committed = () => {
    for (const { place, job } of left) {
      if (added.has(job.id)) place?.begin(job);
      else place?.giveBack();
    }
    const waiting = left.flatMap(({ place, message: { kind } }) => (place ? [] : [kind]));
    if (waiting.length > 0) workers?.wake(new Set(waiting));
  };
  return { committed, dropped };
}

/** Gives the ids of those that were not there before. */
async function addAll(
  left: readonly { readonly message: MessageOfAgency; readonly job: Job }[],
  session: ClientSession,
): Promise<ReadonlySet<unknown>> {
  const writes = left.map(({ message, job }) => addJob(job, message.again));
  const { upsertedIds } = await rowsOf(jobs).bulkWrite(writes, { session, ordered: false, ignoreUndefined: true });
  const unnamed = left.flatMap(({ job }) => (job.key === undefined ? [job.id] : []));
  return new Set([...unnamed, ...Object.values(upsertedIds)]);
}
