import mongoose from 'mongoose';
import { ActQueue, type Lane } from './act-queue.ts';
import type { Actor } from './actor.ts';
import { hasLabel, isDatabaseAway, isDuplicate } from './database-errors.ts';
import { DomainError } from './errors.ts';
import { claimIdempotency, keepAnswer } from './idempotency.ts';
import { jobs, newJob } from './jobs.ts';
import { rowsOf } from './store.ts';
import type { Participant, Transaction } from './transaction.ts';
import { type ActOfGroup, GroupOfActs, StaleRead } from './unit-of-work.ts';

/** A group that writes this much takes no more acts: the others go next. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Beyond this many waiting acts the answer is 503, so that a flood costs a retry instead of memory; one agency may have half of them. */
const MOST_WAITING = 4_000;
/** How long conflicts and elections are waited out before the caller is told to come back. */
const PATIENCE_MS = 8_000;
/** An act that has waited longer for its turn is refused: whoever sent it has given up or will try again. */
const LONGEST_WAIT_MS = 15_000;

interface Waiting {
  readonly actor: Actor;
  readonly act: (tx: Transaction) => Promise<unknown>;
  /** By the clock of the process, which does not jump. */
  readonly since: number;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = { readonly answer: unknown } | { readonly error: unknown };

export interface LedgerOptions {
  readonly participants: readonly Participant[];
  /** The clock of the deployment; the demo seeding brings its own. */
  readonly clock?: () => Date;
  /** Told the kinds of the messages that a commit left, so that the worker need not wait for its next look. */
  readonly onMessages?: (kinds: ReadonlySet<string>) => void;
  readonly longestWaitMs?: number;
}

/**
 * The commit actor (DESIGN D3): acts queue up, and one transaction after the other carries them out in order. Correctness does not
 * depend on it – unique indexes and versions decide, also between processes – only speed and fairness do.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #clock: () => Date;
  readonly #queue = new ActQueue<Waiting>();
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
      const settle = (outcome: Outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.answer as T));
      this.#queue.add({ actor, act, since: performance.now(), settle }, lane);
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
        // Whoever is at the door already comes along; nobody waits to be joined.
        await new Promise((resolve) => setImmediate(resolve));
        await this.#commit(this.#inTime(this.#queue.nextGroup()));
      }
    } finally {
      this.#busy = false;
    }
  }

  /** Those whose turn came in time; the others are refused. */
  #inTime(group: readonly Waiting[]): readonly Waiting[] {
    const earliest = performance.now() - (this.#options.longestWaitMs ?? LONGEST_WAIT_MS);
    for (const { since, settle } of group) {
      if (since < earliest) settle({ error: unavailable(new Error('Waited too long for its turn')) });
    }
    return group.filter(({ since }) => since >= earliest);
  }

  /** Commits a group; when it cannot be committed as a whole, its halves are tried, until a bad act stands alone. */
  async #commit(group: readonly Waiting[]): Promise<void> {
    if (group.length === 0) return;
    const deadline = performance.now() + PATIENCE_MS;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const outcomes = await this.#tryOnce(group);
        for (const [index, outcome] of outcomes.entries()) group[index]?.settle(outcome);
        return await this.#commit(group.slice(outcomes.length));
      } catch (error) {
        if (error instanceof OutcomeUnknown) {
          for (const { settle } of group) settle({ error: unavailable(error.cause) });
          return;
        }
        if (isTransient(error) && performance.now() < deadline && (attempt < 5 || !isDuplicate(error))) {
          await pause(Math.min(10 * 2 ** attempt, 100));
        } else if (group.length > 1) {
          const middle = Math.ceil(group.length / 2);
          await this.#commit(group.slice(0, middle));
          await this.#commit(group.slice(middle));
          return;
        } else {
          group[0]?.settle({ error: unavailableIfTransient(error) });
          return;
        }
      }
    }
  }

  /** Carries out the acts of a group, or as many of the first as may write together. */
  async #tryOnce(group: readonly Waiting[]): Promise<Outcome[]> {
    const session = await mongoose.connection.startSession();
    try {
      session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } });
      const unit = new GroupOfActs(session);
      const outcomes: Outcome[] = [];
      if (group.length > 1) await this.#rehearse(unit, group);
      for (const { actor, act } of group) {
        if (unit.bytes >= MOST_BYTES) break;
        outcomes.push(await this.#perform(unit, actor, act));
      }
      await unit.flush();
      const messages = unit.messages.map((message) => newJob(message, this.#clock()));
      if (messages.length > 0)
        await rowsOf(jobs).bulkWrite(messages, { session, ordered: false, ignoreUndefined: true });
      await commitSurely(session);
      if (messages.length > 0) this.#options.onMessages?.(new Set(unit.messages.map(({ kind }) => kind)));
      return outcomes;
    } catch (error) {
      // When even the abort fails, the transaction is lost with its connection; what led here is the error to report.
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      throw error;
    } finally {
      await session.endSession();
    }
  }

  /**
   * Runs all acts at once for nothing but what they read, so that it comes in a few queries instead of some for each act. What they
   * write and answer is forgotten; an act that fails here fails again when it counts.
   */
  async #rehearse(unit: GroupOfActs, group: readonly Waiting[]): Promise<void> {
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
      for (const participant of this.#options.participants) {
        await participant.conclude(tx, tx.attached.get(participant.name) ?? []);
      }
      unit.keep(tx);
      return { answer };
    } catch (error) {
      if (error instanceof DomainError) return { error };
      throw error;
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

/** A commit whose outcome is unknown is asked for again: MongoDB answers the second time what the first one did. */
async function commitSurely(session: mongoose.ClientSession): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      // The server knows nothing of the transaction: it surely is not committed.
      if (hasLabel(error, 'TransientTransactionError') || !isDatabaseAway(error)) throw error;
      if (attempt === 3) throw new OutcomeUnknown('The commit was not confirmed', { cause: error });
      await pause(50 * 2 ** attempt);
    }
  }
}

/**
 * What may well succeed a moment later: conflicts between writers, elections, lost connections; and a row that somebody made at the
 * same time – run again, the act sees it and answers for itself.
 */
function isTransient(error: unknown): boolean {
  return error instanceof StaleRead || isDuplicate(error) || isDatabaseAway(error);
}

function unavailableIfTransient(error: unknown): unknown {
  if (isDuplicate(error)) {
    return new DomainError('conflict', 'already-exists', 'Such a row exists already', { cause: error });
  }
  return isTransient(error) ? unavailable(error) : error;
}

function unavailable(cause: unknown): DomainError {
  return new DomainError('unavailable', 'database-unavailable', 'The database did not take the act in time', {
    retryAfter: 4,
    cause,
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds * (0.5 + Math.random() / 2)));
}
