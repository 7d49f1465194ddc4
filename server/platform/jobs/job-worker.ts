import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { type mongo } from 'mongoose';
import { systemActor } from '../actor.ts';
import { readAll, rowsOf, type StoredRow } from '../database/store.ts';
import { newId } from '../ids.ts';
import { type Hold, type Job, jobs, leaveToPerson, type MessageOfAgency } from '../ledger/jobs.ts';
import type { Place, Workers } from '../ledger/leave-messages.ts';
import { inTransaction, type Transaction } from '../ledger/transaction.ts';
import { log } from '../log.ts';
import { isDead, processMark } from '../state/process-mark.ts';
import { together, togetherByKind } from '../together.ts';
import { isFinal, isNoAttempt, type JobKind, reasonOf } from './job-kind.ts';
import { agencyOf, KindAtWork } from './kind-at-work.ts';
import { askedForMs, endOf, isPastEnd, nextTry, pauseMs, triesUsed } from './pause.ts';

export interface JobWorkerOptions {
  readonly kinds: readonly JobKind[];
  readonly clock?: () => Date;
  /** By what leases are counted; `clock` unless told. Where that one jumps, as in the demo's year, no worker falls silent by it. */
  readonly leaseClock?: () => Date;
  /** Whether no job is taken up for the moment; those that run go on. */
  readonly isPaused?: () => boolean;
  /** How long a worker that has fallen silent keeps its job; a living one prolongs its lease. */
  readonly leaseMs?: number;
  /** Told when the system gave up on work of a kind: a metric. */
  readonly onGivenUp?: (kind: string) => void;
}

const POLL_MS = 1_000;
const LEASE_MS = 60_000;
/** So many workers may die or fall silent over a job that is tried for days. */
const MOST_LOSSES = 12;
/** How often a worker looks for what dead ones of this machine had begun; of other machines it waits for the lease. */
const FREE_EVERY_MS = 5_000;

/**
 * Carries out jobs: claims them by lease, repeats what fails with growing, jittered pauses, takes over from workers that died, and
 * gives up loudly. The attempt number is the fencing token: a worker that lost its lease cannot write the outcome.
 * Every kind has lanes of its own, and an agency or a partner some of them, so that nobody's work waits behind a neighbour's; within them the
 * most urgent goes first, then what is due longest. What an act leaves while nothing else waits is taken up by the commit that leaves it.
 */
export class JobWorker implements Workers {
  readonly #clock: () => Date;
  readonly #leaseClock: () => Date;
  readonly #isPaused: () => boolean;
  readonly #leaseMs: number;
  readonly #onGivenUp: (kind: string) => void;
  readonly #kinds: ReadonlyMap<string, KindAtWork>;
  #timer: NodeJS.Timeout | undefined;
  #rounds: NodeJS.Timeout | undefined;

  constructor({
    kinds,
    clock = () => new Date(),
    leaseClock = clock,
    isPaused = () => false,
    leaseMs = LEASE_MS,
    onGivenUp = () => undefined,
  }: JobWorkerOptions) {
    this.#clock = clock;
    this.#leaseClock = leaseClock;
    this.#isPaused = isPaused;
    this.#leaseMs = leaseMs;
    this.#onGivenUp = onGivenUp;
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, new KindAtWork(kind)]));
  }

  start(): void {
    this.#timer = setInterval(() => void this.#lookForDue(), POLL_MS);
    this.#rounds = setInterval(() => void this.#freeOfDead(), FREE_EVERY_MS);
    void this.#freeOfDead();
    this.wake();
  }

  /** Looks for work of these kinds now: an act was just committed that left some. Without effect before `start` and after `stop`. */
  wake(kinds: Iterable<string> = this.#kinds.keys()): void {
    for (const name of kinds) {
      const kind = this.#kinds.get(name);
      if (!kind) continue;
      kind.notices += 1;
      if (this.#timer) this.#addLanes(kind);
    }
  }

  /**
   * Keeps a lane for work that a commit is about to leave, unless something of its kind that was left before it may wait. Until that is
   * known to be committed its lease is shorter: when nobody can tell, it is found like what a dead worker has left.
   */
  reserve(message: MessageOfAgency, now: Date): Place | undefined {
    const kind = this.#kinds.get(message.kind);
    const isForLater = message.again || (message.runAt !== undefined && message.runAt > now);
    if (!kind?.isFree || isForLater || !this.#timer || this.#isPaused() || !kind.begin(message)) return undefined;
    let tell: (job?: Job) => void = () => undefined;
    const committed = new Promise<Job | undefined>((resolve) => {
      tell = resolve;
    });
    this.#keepLane(kind, async () => {
      const job = await committed;
      if (job) await this.#carryOut(kind, job);
      else kind.end(message);
      await this.#work(kind);
    });
    return { hold: this.#hold(this.#leaseMs / 2), begin: tell, giveBack: tell };
  }

  /** Takes no further jobs and resolves when those that run are done. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearInterval(this.#rounds);
    this.#timer = undefined;
    await this.idle();
  }

  /** Resolves once no job runs and none is due that this worker was told of. For seeding. */
  async idle(): Promise<void> {
    for (let lanes = this.#lanes(); lanes.length > 0; lanes = this.#lanes()) await Promise.all(lanes);
  }

  #lanes(): Promise<void>[] {
    return [...this.#kinds.values()].flatMap(({ lanes }) => [...lanes]);
  }

  /** Carries out what is due at `until` and what that leaves behind; gives how many ran. For tests and seeding. */
  async drain(until?: Date): Promise<number> {
    for (let count = 0; ; ) {
      const now = until ?? this.#clock();
      const ran = await Promise.all((await this.#dueAt(now)).map(([kind, due]) => this.#drainKind(kind, due, now)));
      const sum = ran.reduce((total, one) => total + one, 0);
      if (sum === 0) return count;
      count += sum;
    }
  }

  /** The kinds of which jobs are due, with how many: one question instead of a vain claim for each kind. */
  async #dueAt(now: Date): Promise<[KindAtWork, number][]> {
    const found = await jobs.model
      .aggregate<{ _id: string; due: number }>([
        { $match: { kind: mongoose.trusted({ $in: [...this.#kinds.keys()] }), $or: this.#claimable(now) } },
        { $group: { _id: '$kind', due: { $sum: 1 } } },
      ])
      .exec();
    return found.flatMap(({ _id, due }): [KindAtWork, number][] => {
      const kind = this.#kinds.get(_id);
      return kind ? [[kind, due]] : [];
    });
  }

  /** As many of a kind as may run at once. */
  async #drainKind(kind: KindAtWork, due: number, now: Date): Promise<number> {
    const running: Promise<void>[] = [];
    for (let most = Math.min(due, kind.definition.atOnce); running.length < most; ) {
      const claimed = await this.#claim(kind, most - running.length, now);
      if (claimed.length === 0) break;
      running.push(...claimed.map((job) => this.#carryOut(kind, job)));
    }
    await Promise.all(running);
    return running.length;
  }

  #addLanes(kind: KindAtWork): void {
    for (let free = kind.definition.atOnce - kind.lanes.size; free > 0; free -= 1) this.#addLane(kind);
  }

  #addLane(kind: KindAtWork): void {
    if (kind.lanes.size >= kind.definition.atOnce) return;
    this.#keepLane(kind, () => this.#work(kind));
  }

  #keepLane(kind: KindAtWork, work: () => Promise<void>): void {
    const lane = work().catch((error: unknown) =>
      log.warn({ err: error, kind: kind.definition.kind }, 'jobs cannot be reached; trying again'),
    );
    kind.lanes.add(lane);
    void lane.finally(() => kind.lanes.delete(lane));
  }

  async #work(kind: KindAtWork): Promise<void> {
    while (this.#timer && kind.nothingLeftAt !== kind.notices) {
      const seen = kind.notices;
      const job = (await this.#claimTogether(kind)).shift();
      if (job) {
        this.#addLane(kind);
        await this.#carryOut(kind, job);
      } else if (seen === kind.notices) return;
    }
  }

  /** Lanes that look for work at the same moment claim it together, and each takes one from the list. */
  readonly #claimTogether = togetherByKind(
    ({ definition: { kind } }: KindAtWork) => kind,
    async (lanes) => await this.#claim(lanes[0], lanes.length, this.#clock()),
  );

  /** Claims so many jobs at most, of nobody who has as many as may be. */
  async #claim(kind: KindAtWork, most: number, now: Date): Promise<Job[]> {
    if (this.#isPaused()) return [];
    return await kind.inTurn(async () => {
      const { notices: seen } = kind;
      const due = await this.#dueOf(kind, most, now);
      const begun = due.filter((job) => kind.begin(job));
      const mine = await this.#take(begun).catch((error: unknown) => {
        for (const job of begun) kind.end(job);
        throw error;
      });
      for (const job of begun) if (!mine.some(({ id }) => id === job.id)) kind.end(job);
      if (due.length < most && begun.length === due.length) kind.nothingLeftAt = seen;
      return mine;
    });
  }

  /** The most urgent jobs, and of these the ones that are due longest, of nobody who is full. */
  async #dueOf({ definition, fullAgencies, fullPartners }: KindAtWork, most: number, now: Date): Promise<Job[]> {
    const full = Object.entries({ agencyId: fullAgencies, partner: fullPartners });
    const others = full.flatMap(([field, who]) => (who.length > 0 ? [[field, { $nin: who }]] : []));
    const due = { kind: definition.kind, ...Object.fromEntries(others), $or: this.#claimable(now) };
    const found = rowsOf(jobs).find(due, { sort: { urgency: -1, runAt: 1, _id: 1 }, limit: most });
    return (await found.toArray()).map((row) => jobs.fromDatabase(row));
  }

  /** Takes jobs up as they were found; gives those that no other worker has taken, or gone on with, meanwhile. */
  async #take(found: readonly Job[]): Promise<Job[]> {
    if (found.length === 0) return [];
    const taken = { state: 'running' as const, ...this.#hold() };
    const mine = found.map((job) => ({ ...job, ...taken, ...oneMore(job) }));
    const writes = found.map((job) => ({
      updateOne: { filter: asFound(job), update: { $set: { ...taken, ...oneMore(job) } } },
    }));
    const { matchedCount } = await rowsOf(jobs).bulkWrite(writes, { ordered: false });
    if (matchedCount === mine.length) return mine;
    const held = rowsOf(jobs).find({ _id: { $in: mine.map(({ id }) => id) }, claim: taken.claim });
    const ids = new Set((await held.toArray()).map(({ _id }) => _id));
    return mine.filter(({ id }) => ids.has(id));
  }

  /** What became due by time, or was left by another process. */
  async #lookForDue(): Promise<void> {
    try {
      this.wake((await this.#dueAt(this.#clock())).map(([kind]) => kind.definition.kind));
    } catch (error) {
      log.warn({ err: error }, 'jobs cannot be reached; trying again');
    }
  }

  /** Ends the leases of workers that are dead, so that nobody waits for them. */
  async #freeOfDead(): Promise<void> {
    try {
      const kinds = mongoose.trusted({ $in: [...this.#kinds.keys()] });
      const running = await readAll(jobs, { kind: kinds, state: 'running' });
      const dead = new Set([...new Set(running.map(({ holder }) => holder))].filter((holder) => isDead(holder)));
      for (const { id, attempts } of running.filter(({ holder }) => dead.has(holder))) {
        await jobs.model
          .updateOne({ _id: id, state: 'running', attempts }, { $set: { leaseUntil: this.#leaseClock() } })
          .exec();
        this.wake();
      }
    } catch (error) {
      log.warn({ err: error }, 'what dead workers had begun cannot be looked for');
    }
  }

  /** What is due, and what a worker that fell silent has left. */
  #claimable(now: Date): Record<string, unknown>[] {
    const [due, ended] = [now, this.#leaseClock()].map((until) => mongoose.trusted({ $lte: until }));
    return [
      { state: 'waiting', runAt: due },
      { state: 'running', leaseUntil: ended },
    ];
  }

  #hold(leaseMs = this.#leaseMs): Hold {
    return { leaseUntil: this.#leaseEnd(leaseMs), holder: processMark(), claim: newId() };
  }

  #leaseEnd(leaseMs = this.#leaseMs): Date {
    return new Date(this.#leaseClock().getTime() + leaseMs);
  }

  async #carryOut(kind: KindAtWork, job: Job): Promise<void> {
    const heartbeat = setInterval(() => void this.#prolong(job), this.#leaseMs / 3);
    try {
      // A job whose worker died every time would kill this one too; one whose giving up was cut short is given up again.
      if (triesUsed(job) > kind.definition.retry.tries || (job.losses ?? 0) > MOST_LOSSES)
        await this.#giveUp(kind, job, new Error(job.lastError ?? 'No worker survived this job'));
      else await this.#attempt(kind, job);
    } catch (error) {
      log.warn({ err: error, job: job.id, kind: job.kind }, 'how a job ended could not be written; it runs again');
    } finally {
      kind.end(job);
      clearInterval(heartbeat);
    }
  }

  async #attempt(kind: KindAtWork, job: Job): Promise<void> {
    try {
      await kind.definition.work(job);
      kind.note(job, true);
    } catch (error) {
      kind.note(job, false);
      if (this.#isOver(kind, job, error)) await this.#giveUp(kind, job, error);
      else await this.#postpone(kind, job, error);
      return;
    }
    const done = { $set: { state: 'done', finishedAt: this.#clock() }, $unset: { leaseUntil: 1 } };
    await this.#conclude(job, done);
  }

  #isOver({ definition: { retry } }: KindAtWork, job: Job, error: unknown): boolean {
    if (isFinal(error, retry) || isPastEnd(retry, job, this.#clock())) return true;
    return !isNoAttempt(error) && triesUsed(job) >= retry.tries;
  }

  /** Now; of a job that is carried out ahead of its time, that one. */
  #timeOf({ runAt }: Job): Date {
    const now = this.#clock();
    return runAt > now ? runAt : now;
  }

  async #postpone({ definition: { retry } }: KindAtWork, job: Job, error: unknown): Promise<void> {
    log.warn({ err: error, job: job.id, kind: job.kind, attempts: job.attempts }, 'a job failed and will be repeated');
    // What the house lacked before makes no pause longer after an attempt of its own.
    const attempts = isNoAttempt(error) ? job.attempts : triesUsed(job);
    const pause = pauseMs(retry, { attempts, askedForMs: askedForMs(error), chance: Math.random() });
    const runAt = nextTry(this.#timeOf(job), pause, endOf(retry, job));
    await this.#conclude(job, {
      $set: { state: 'waiting', lastError: messageOf(error), reason: reasonOf(error), runAt },
      $unset: { leaseUntil: 1 },
      ...(isNoAttempt(error) ? { $inc: { excused: 1 } } : {}),
    });
  }

  /**
   * Ends the job and writes what a person sees, in one act. When that cannot be written the job stays as it is, and the next worker
   * tries again; when its kind cannot say anything of it, it is left to the administrators.
   */
  async #giveUp(kind: KindAtWork, job: Job, error: unknown): Promise<void> {
    const end = async (note: (tx: Transaction, dead: Job) => Promise<unknown>): Promise<boolean> =>
      await inTransaction(systemActor(agencyOf(job)), async (tx) => {
        const current = await tx.find(jobs, { id: job.id });
        if (current?.state !== 'running' || current.attempts !== job.attempts) return false;
        const how = { lastError: messageOf(error), reason: reasonOf(error), finishedAt: tx.now, leaseUntil: undefined };
        await note(tx, tx.change(jobs, current, { ...how, state: 'dead' }));
        return true;
      });
    try {
      const isMine = await end((tx, dead) => kind.definition.givenUp(tx, { reason: reasonOf(error), job: dead })).catch(
        async (failure: unknown) => {
          if (isNoAttempt(failure)) throw failure;
          log.error({ err: failure, job: job.id, kind: job.kind }, 'nothing could be said of a job that was given up');
          return await end(async (tx, dead) => leaveToPerson(tx, dead, 'administrator'));
        },
      );
      if (!isMine) return;
      log.error({ err: error, job: job.id, kind: job.kind, attempts: job.attempts }, 'gave up on a job');
      this.#onGivenUp(job.kind);
    } catch (failure) {
      if (!isNoAttempt(failure)) throw failure;
      await this.#postpone(kind, job, failure);
    }
  }

  /** Writes how the attempt ended, unless another worker has taken over. A database that is away for a moment is waited for. */
  async #conclude(job: Job, { $inc = {}, ...outcome }: Outcome): Promise<void> {
    const mine = { _id: job.id, state: 'running', attempts: job.attempts };
    for (let attempt = 1; ; attempt += 1) {
      try {
        await writeTogether({ updateOne: { filter: mine, update: { ...outcome, $inc: { ...$inc, version: 1 } } } });
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        await wait(250 * 2 ** attempt);
      }
    }
  }

  async #prolong(job: Job): Promise<void> {
    const mine = { _id: job.id, state: 'running', attempts: job.attempts };
    await jobs.model
      .updateOne(mine, { $set: { leaseUntil: this.#leaseEnd() } })
      .exec()
      .catch((error: unknown) => log.warn({ err: error, job: job.id }, 'the lease of a job was not prolonged'));
  }
}

/** Jobs whose acts shared a commit end at the same moment. */
const writeTogether = together(async (writes: readonly mongo.AnyBulkWriteOperation<StoredRow>[]) => {
  await rowsOf(jobs).bulkWrite(writes, { ordered: false });
});

/** A job in exactly the state in which it was found; a worker that prolongs its lease changes nothing but that. */
function asFound({ id, version, leaseUntil }: Job): mongo.Filter<StoredRow> {
  return { _id: id, version, ...(leaseUntil && { leaseUntil }) };
}

/** What counts up when a worker takes a job; whoever had it before has died or fallen silent over it. */
function oneMore({
  state,
  version,
  attempts,
  losses = 0,
}: Job): Pick<Job, 'version' | 'attempts'> & Required<Pick<Job, 'losses'>> {
  return { version: version + 1, attempts: attempts + 1, losses: losses + (state === 'running' ? 1 : 0) };
}

interface Outcome {
  readonly $set: Readonly<Record<string, unknown>>;
  readonly $unset: Readonly<Record<string, number>>;
  readonly $inc?: Readonly<Record<string, number>>;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
}
