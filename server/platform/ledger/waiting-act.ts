import type { Actor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import type { Lane } from './act-queue.ts';
import type { Transaction } from './transaction.ts';

export type Outcome = { readonly answer: unknown } | { readonly error: unknown };

interface Asked {
  readonly actor: Actor;
  readonly act: (tx: Transaction) => Promise<unknown>;
  readonly lane: Lane;
  readonly answer: (outcome: Outcome) => void;
}

const PATIENCE_MS = { request: 7_000, work: 60_000 };

/** How long an act may take, its wait included, before whoever sent it is told to come back: a person, or work nobody sits before. */
export function patienceMs({ request }: Actor, lane: Lane): number {
  return PATIENCE_MS[request !== undefined && lane === 'ordinary' ? 'request' : 'work'];
}

/** An act on its way, which is answered by its deadline whatever happens to the database. */
export class WaitingAct {
  readonly actor: Actor;
  readonly act: Asked['act'];
  readonly lane: Lane;
  readonly #answer: Asked['answer'];
  readonly #deadline: NodeJS.Timeout;
  #isSettled = false;

  constructor({ actor, act, lane, answer }: Asked, patienceMs: number) {
    this.actor = actor;
    this.act = act;
    this.lane = lane;
    this.#answer = answer;
    this.#deadline = setTimeout(() => this.settle({ error: databaseUnavailable() }), patienceMs);
  }

  /** Whether the caller has been answered, be it by the deadline: then the act is not run any more. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Answers; only the first answer counts. */
  settle(outcome: Outcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#deadline);
    this.#answer(outcome);
  }
}

/** The 503 of an act that may or may not be committed: the same request, sent again with its idempotency key, gets the outcome. */
export function databaseUnavailable(cause?: unknown): DomainError {
  return new DomainError('unavailable', 'database-unavailable', 'The database did not take the act in time', {
    retryAfter: 4,
    cause,
  });
}
