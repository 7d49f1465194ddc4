import { DomainError } from '../errors.ts';
import type { Job } from '../ledger/jobs.ts';
import type { Retry } from './job-kind.ts';

/**
 * How long work waits before it is tried again: after the first failure the first pause, after each further one twice as long, up to the
 * longest – half of it certain and half by chance, so that what failed together does not come back together –, and never shorter than the
 * other side asked for. `chance` lies between 0 and 1.
 */
export function pauseMs(
  { firstPauseMs, longestPauseMs }: Retry,
  { attempts, askedForMs = 0, chance }: { attempts: number; askedForMs?: number | undefined; chance: number },
): number {
  const pause = Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs);
  return Math.max(pause * (0.5 + chance / 2), askedForMs);
}

/** When the system gives up whatever becomes of it; undefined where only the attempts are counted. */
export function endOf({ forMs }: Retry, { createdAt }: Pick<Job, 'createdAt'>): Date | undefined {
  return forMs === undefined ? undefined : new Date(createdAt.getTime() + forMs);
}

/** Whether that time has come; of work carried out ahead of its time, whether it comes before. */
export function isPastEnd(retry: Retry, job: Pick<Job, 'createdAt' | 'runAt'>, now: Date): boolean {
  const end = endOf(retry, job);
  return end !== undefined && (end <= now || end <= job.runAt);
}

/** The time after a pause, but the end itself where that comes first: there the last try is. */
export function nextTry(now: Date, pause: number, end: Date | undefined): Date {
  const next = new Date(now.getTime() + pause);
  return end && end > now && end < next ? end : next;
}

/** How long whoever refused asks to be left alone: *Retry-After* (RFC 9110 §10.2.3). */
export function askedForMs(error: unknown): number | undefined {
  const seconds = error instanceof DomainError ? error.details.retryAfter : undefined;
  return seconds === undefined ? undefined : seconds * 1_000;
}

/** The attempts that count. */
export function triesUsed({ attempts, excused = 0 }: Pick<Job, 'attempts' | 'excused'>): number {
  return attempts - excused;
}
