import type { Actor } from '../actor.ts';
import type { Lane } from './act-queue.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** What JSON brings back as it was: nothing in it is a date, bytes, a map or code. */
export type Sent<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends Date | ArrayBufferView | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | bigint | symbol | Callable
    ? never
    : { readonly [K in keyof T]: Sent<T[K]> };

type Callable = (...args: never[]) => unknown;

/**
 * Runs the act that a request asked for and gives its answer. Where the request bears an `Idempotency-Key`, this answer is kept as JSON beside
 * the act and given again to a repetition (`idempotency.ts`): it is the view that is sent, so that the first and every later one are the
 * same, and what follows the act needs nothing but this view.
 */
export async function requestedAct<T>(
  actor: Actor,
  act: (tx: Transaction) => Promise<T & Sent<T>>,
  lane?: Lane,
): Promise<T> {
  return await inTransaction<T>(actor, act, lane);
}
