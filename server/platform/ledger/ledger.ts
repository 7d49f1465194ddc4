import mongoose from 'mongoose';
import type { Actor } from '../actor.ts';
import { hasLabel, isConflict, isDatabaseAway, isDuplicate } from '../database/database-errors.ts';
import { StrandedTransactions } from '../database/stranded-transactions.ts';
import { DomainError } from '../errors.ts';
import { ActQueue, type Lane } from './act-queue.ts';
import { claimIdempotency, keepAnswer } from './idempotency.ts';
import { type LeftWork, leaveMessages, type Workers } from './leave-messages.ts';
import type { Participant, Transaction } from './transaction.ts';
import { type ActOfGroup, GroupOfActs, StaleRead } from './unit-of-work.ts';
import { databaseUnavailable, type Outcome, patienceMs, WaitingAct } from './waiting-act.ts';

/** A group that writes this much takes no more acts: the others go next. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Beyond this many waiting acts the answer is 503, so that a flood costs a retry instead of memory; one agency may have half of them. */
const MOST_WAITING = 4_000;
/** How long a database that is away is waited for: a restart or an election takes less. After that everybody is told at once. */
const AWAY_MS = 5_000;
/** How often a group that meets others' writes runs before it is divided; a part of it that is no single act runs once. */
const TRIES = 6;

export interface LedgerOptions {
  readonly participants: readonly Participant[];
  /** The clock of the deployment; the demo seeding brings its own. */
  readonly clock?: () => Date;
  /** Who carries out what acts leave, and need not wait for the next look. */
  readonly workers?: Workers;
  readonly patienceMs?: number;
  readonly awayMs?: number;
}

/**
 * The commit actor: acts queue up, and one transaction after the other carries them out in order. Correctness does not
 * depend on it – unique indexes and versions decide, also between processes – only speed and fairness do.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #clock: () => Date;
  readonly #queue = new ActQueue<WaitingAct>();
  readonly #stranded = new StrandedTransactions();
  /** Since when the database has answered nothing, by the clock of the process, which does not jump. */
  #awaySince: number | undefined;
  #busy = false;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** How many acts wait for their turn. */
  get waiting(): number {
    return this.#queue.size;
  }

  async run<T>(actor: Actor, act: (tx: Transaction) => Promise<T>, lane: Lane = 'ordinary'): Promise<T> {
    if (this.#queue.size >= MOST_WAITING || this.#queue.sizeOf(actor.agencyId) >= MOST_WAITING / 2) {
      throw new DomainError('unavailable', 'busy', 'Too many acts are waiting', { retryAfter: 2 });
    }
    return await new Promise<T>((resolve, reject) => {
      const answer = (outcome: Outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.answer as T));
      const patience = this.#options.patienceMs ?? patienceMs(actor, lane);
      this.#queue.add(new WaitingAct({ actor, act, lane, answer }, patience));
      if (!this.#busy) void this.#work();
    });
  }

  /** Resolves when nothing is waiting any more (graceful stop). */
  async drained(): Promise<void> {
    while (this.#busy) await new Promise((resolve) => setImmediate(resolve));
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      while (this.#queue.size > 0) {
        // One turn of the event loop: acts that have arrived by now join this group, and no timer waits for later ones.
        await new Promise((resolve) => setImmediate(resolve));
        this.#queue.putBack(await this.#commit(this.#queue.nextGroup()));
      }
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Commits a group and gives back the acts that conflicted with writes of another process. They are tried again in their turn until
   * their deadline, so that no other act waits for them.
   */
  async #commit(group: readonly WaitingAct[], tries = TRIES): Promise<readonly WaitingAct[]> {
    let left = group;
    for (let attempt = 1; ; attempt += 1) {
      left = left.filter(({ isSettled }) => !isSettled);
      if (left.length === 0) return [];
      const began = performance.now();
      try {
        const outcomes = await this.#tryOnce(left);
        this.#awaySince = undefined;
        for (const [index, outcome] of outcomes.entries()) left[index]?.settle(outcome);
        left = left.slice(outcomes.length);
        attempt = 0;
      } catch (error) {
        if (error instanceof OutcomeUnknown || isDatabaseAway(error)) {
          this.#awaySince ??= began;
          if (error instanceof OutcomeUnknown) settleAll(left, databaseUnavailable(error.cause));
          if (performance.now() - this.#awaySince > (this.#options.awayMs ?? AWAY_MS))
            settleAll([...left, ...this.#queue.takeAll()], databaseUnavailable(error));
        } else if (!isPassing(error) || attempt >= tries) return await this.#divide(left, error);
        else if (isConflict(error)) await this.#stranded.look();
        await pause(Math.min(5 * 2 ** attempt, 100));
      }
    }
  }

  /**
   * Commits in parts a group that failed as a whole: by agency after a conflict with another process, so that the others go on, else in
   * halves, until the act that fails stands alone and is answered with its error.
   */
  async #divide(group: readonly WaitingAct[], error: unknown): Promise<readonly WaitingAct[]> {
    const isInTheWay = isPassing(error) && !isDuplicate(error);
    const parts = isInTheWay ? byAgency(group) : halves(group);
    if (parts.length > 1) {
      const left: WaitingAct[] = [];
      for (const part of parts) left.push(...(await this.#commit(part, part.length > 1 ? 1 : TRIES)));
      return left;
    }
    if (isInTheWay) return group;
    settleAll(group, isDuplicate(error) ? alreadyThere(error) : error);
    return [];
  }

  /** Runs and commits the acts of a group in order, as many as fit into `MOST_BYTES`; gives their outcomes, in the same order. */
  async #tryOnce(group: readonly WaitingAct[]): Promise<Outcome[]> {
    const session = await mongoose.connection.startSession();
    let left: LeftWork | undefined;
    try {
      session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } });
      const unit = new GroupOfActs(session, (tx) => this.#timeOf(tx));
      const outcomes: Outcome[] = [];
      if (group.length > 1) await this.#rehearse(unit, group);
      for (const { actor, act } of group) {
        if (unit.bytes >= MOST_BYTES) break;
        outcomes.push(await this.#perform(unit, actor, act));
      }
      await unit.flush();
      left = await leaveMessages(unit.messages, { session, now: this.#clock(), workers: this.#options.workers });
      await commitSurely(session);
      unit.committed();
      left.committed();
      await session.endSession();
      return outcomes;
    } catch (error) {
      left?.dropped();
      // Where the database is away nobody waits for it to hear of the end; it ends what nobody goes on with by itself.
      const ended = giveUp(session);
      if (!isDatabaseAway(error)) await ended;
      throw error;
    }
  }

  /**
   * Runs all acts of a group at the same time only to learn what they read, so that a few queries fetch it instead of several for each
   * act. What they write and answer is thrown away; an act that fails here fails again when it is run in earnest.
   */
  async #rehearse(unit: GroupOfActs, group: readonly WaitingAct[]): Promise<void> {
    const rehearsals = group.map(async ({ actor, act }) => {
      const tx = unit.begin(actor);
      const [now, earlier] = await Promise.all([this.#timeOf(tx), claimIdempotency(tx)]);
      tx.setNow(now);
      if (!earlier) await act(tx);
    });
    await Promise.allSettled(rehearsals);
  }

  /** Runs one act in its own overlay; a refusal drops what it wrote and is its answer. */
  async #perform(unit: GroupOfActs, actor: Actor, act: (tx: Transaction) => Promise<unknown>): Promise<Outcome> {
    const tx: ActOfGroup = unit.begin(actor);
    try {
      tx.setNow(await this.#timeOf(tx));
      const earlier = await claimIdempotency(tx);
      if (earlier) return { answer: earlier.answer };
      const answer = await act(tx);
      keepAnswer(tx, answer);
      for (const one of tx.acts) await this.#conclude(one);
      unit.keep(tx);
      return { answer };
    } catch (error) {
      if (error instanceof DomainError) return { error };
      throw error;
    }
  }

  async #conclude(tx: ActOfGroup): Promise<void> {
    for (const participant of this.#options.participants) {
      await participant.conclude(tx, tx.attached.get(participant.name) ?? []);
    }
  }

  async #timeOf(tx: ActOfGroup): Promise<Date> {
    let now = this.#clock();
    for (const participant of this.#options.participants) {
      const earliest = await participant.earliest(tx);
      if (earliest && earliest > now) now = earliest;
    }
    return now;
  }
}

/** Nobody knows whether the group is committed: it must not run again here, only with its idempotency keys. */
class OutcomeUnknown extends Error {}

/** A commit whose outcome is unknown is asked for again, for as long as it makes sense: MongoDB answers then what it did the first time. */
async function commitSurely(session: mongoose.ClientSession): Promise<void> {
  const began = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      // The server knows nothing of the transaction: it surely is not committed.
      if (hasLabel(error, 'TransientTransactionError') || !isDatabaseAway(error)) throw error;
      if (attempt === 3 || performance.now() - began > AWAY_MS / 2)
        throw new OutcomeUnknown('The commit was not confirmed', { cause: error });
      await pause(50 * 2 ** attempt);
    }
  }
}

/** Ends a transaction that failed. When even that fails it is lost with its connection; what led here is the error to report. */
async function giveUp(session: mongoose.ClientSession): Promise<void> {
  if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
  await session.endSession();
}

/** Conflicts between writers, and a row that somebody made at the same time: run again, the act sees it and answers for itself. */
function isPassing(error: unknown): boolean {
  return error instanceof StaleRead || isDuplicate(error) || isConflict(error);
}

function alreadyThere(cause: unknown): DomainError {
  return new DomainError('conflict', 'already-exists', 'Such a row exists already', { cause });
}

function settleAll(acts: readonly WaitingAct[], error: unknown): void {
  for (const act of acts) act.settle({ error });
}

function byAgency(group: readonly WaitingAct[]): (readonly WaitingAct[])[] {
  const agencies = new Map<string, WaitingAct[]>();
  for (const act of group) agencies.set(act.actor.agencyId, [...(agencies.get(act.actor.agencyId) ?? []), act]);
  return [...agencies.values()];
}

function halves(group: readonly WaitingAct[]): (readonly WaitingAct[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)].filter(({ length }) => length > 0);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds * (0.5 + Math.random() / 2)));
}
