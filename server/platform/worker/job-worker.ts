import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { type Job, jobs } from '../jobs.ts';
import { log } from '../log.ts';

/** Does the work of one kind of job. It may run again after a crash, so repeating it must do no harm. */
export type JobHandler = (payload: Job['payload'], job: Job) => Promise<void>;

/** Thrown by a handler when trying again is pointless: the job is dead at once. */
export class GiveUp extends Error {}

export interface JobWorkerOptions {
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly clock?: () => Date;
  /** Jobs at once in this process. */
  readonly concurrency?: number;
  readonly mostAttempts?: number;
  readonly longestPauseMs?: number;
  /** How long a worker that has fallen silent keeps its job; a living one prolongs its lease. */
  readonly leaseMs?: number;
  /** Told when the system gives up on a job, so that a person hears of it (DESIGN D8). */
  readonly onDead?: (job: Job) => Promise<void>;
}

const POLL_MS = 1_000;
const FIRST_PAUSE_MS = 1_000;

/**
 * Carries out jobs: claims them by lease, repeats what fails with growing, jittered pauses, takes over from workers that died, and
 * gives up loudly. The attempt number is the fencing token: a worker that lost its lease cannot write the outcome (RELIABILITY I23).
 */
export class JobWorker {
  readonly #options: Required<Omit<JobWorkerOptions, 'onDead'>> & Pick<JobWorkerOptions, 'onDead'>;
  readonly #lanes = new Set<Promise<void>>();
  #notices = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: JobWorkerOptions) {
    this.#options = {
      clock: () => new Date(),
      concurrency: 4,
      mostAttempts: 12,
      longestPauseMs: 10 * 60_000,
      leaseMs: 60_000,
      ...options,
    };
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  /** Looks for work now: an act was just committed that left some. Without effect before `start` and after `stop`. */
  wake(): void {
    this.#notices += 1;
    if (this.#timer) this.#addLane();
  }

  /** Takes no further jobs and resolves when those that run are done. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await Promise.all(this.#lanes);
  }

  /** Carries out what is due at `until` and what that leaves behind; gives how many ran. For tests and seeding. */
  async drain(until?: Date): Promise<number> {
    for (let count = 0; ; ) {
      const due = await this.#claimSome(until ?? this.#options.clock());
      if (due.length === 0) return count;
      await Promise.all(due.map((job) => this.#carryOut(job)));
      count += due.length;
    }
  }

  async #claimSome(now: Date): Promise<Job[]> {
    const claimed: Job[] = [];
    while (claimed.length < this.#options.concurrency) {
      const job = await this.#claim(now);
      if (!job) break;
      claimed.push(job);
    }
    return claimed;
  }

  #addLane(): void {
    if (this.#lanes.size >= this.#options.concurrency) return;
    const lane = this.#work().catch((error: unknown) =>
      log.warn({ err: error }, 'jobs cannot be reached; trying again'),
    );
    this.#lanes.add(lane);
    void lane.finally(() => this.#lanes.delete(lane));
  }

  async #work(): Promise<void> {
    while (this.#timer) {
      const seen = this.#notices;
      const job = await this.#claim(this.#options.clock());
      if (job) {
        this.#addLane();
        await this.#carryOut(job);
      } else if (seen === this.#notices) return;
    }
  }

  async #claim(now: Date): Promise<Job | undefined> {
    const due = { state: 'waiting', runAt: mongoose.trusted({ $lte: now }) };
    const abandoned = { state: 'running', leaseUntil: mongoose.trusted({ $lte: now }) };
    const claimed = await jobs.model
      .findOneAndUpdate(
        { kind: mongoose.trusted({ $in: Object.keys(this.#options.handlers) }), $or: [due, abandoned] },
        { $set: { state: 'running', leaseUntil: this.#leaseEnd(now) }, $inc: { attempts: 1, version: 1 } },
        { sort: { runAt: 1, _id: 1 }, returnDocument: 'after', lean: true },
      )
      .exec();
    return claimed ? jobs.fromDatabase(claimed as Record<string, unknown>) : undefined;
  }

  #leaseEnd(from: Date): Date {
    return new Date(from.getTime() + this.#options.leaseMs);
  }

  async #carryOut(job: Job): Promise<void> {
    const { handlers, mostAttempts, leaseMs } = this.#options;
    const heartbeat = setInterval(() => void this.#prolong(job), leaseMs / 3);
    try {
      // A job whose worker died every time would kill this one too.
      if (job.attempts > mostAttempts) throw new GiveUp('No worker survived this job');
      await handlers[job.kind]?.(job.payload, job);
      await this.#conclude(job, {
        $set: { state: 'done', finishedAt: this.#options.clock() },
        $unset: { leaseUntil: 1 },
      });
    } catch (error) {
      await this.#fail(job, error);
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #fail(job: Job, error: unknown): Promise<void> {
    const { clock, mostAttempts, onDead } = this.#options;
    const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
    if (error instanceof GiveUp || job.attempts >= mostAttempts) {
      const outcome = { $set: { state: 'dead', lastError, finishedAt: clock() }, $unset: { leaseUntil: 1 } };
      if (!(await this.#conclude(job, outcome))) return;
      log.error({ err: error, job: job.id, kind: job.kind, attempts: job.attempts }, 'gave up on a job');
      await onDead?.({ ...job, state: 'dead', lastError });
      return;
    }
    log.warn({ err: error, job: job.id, kind: job.kind, attempts: job.attempts }, 'a job failed and will be repeated');
    const runAt = new Date(clock().getTime() + this.#pauseAfter(job.attempts));
    await this.#conclude(job, { $set: { state: 'waiting', lastError, runAt }, $unset: { leaseUntil: 1 } });
  }

  #pauseAfter(attempts: number): number {
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), this.#options.longestPauseMs);
    return longest * (0.5 + Math.random() / 2);
  }

  /** Writes how the attempt ended, unless another worker has taken over. A database that is away for a moment is waited for. */
  async #conclude(job: Job, outcome: Record<string, unknown>): Promise<boolean> {
    const mine = { _id: job.id, state: 'running', attempts: job.attempts };
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { matchedCount } = await jobs.model.updateOne(mine, { ...outcome, $inc: { version: 1 } }).exec();
        return matchedCount === 1;
      } catch (error) {
        if (attempt === 3) throw error;
        await wait(250 * 2 ** attempt);
      }
    }
  }

  async #prolong(job: Job): Promise<void> {
    const mine = { _id: job.id, state: 'running', attempts: job.attempts };
    await jobs.model
      .updateOne(mine, { $set: { leaseUntil: this.#leaseEnd(this.#options.clock()) } })
      .exec()
      .catch((error: unknown) => log.warn({ err: error, job: job.id }, 'the lease of a job was not prolonged'));
  }
}
