import mongoose from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { defineStore, type Row } from '../database/store.ts';
import { DomainError } from '../errors.ts';

/** How often something may be done within a window of time that begins with the first of it. */
export interface RateLimit {
  readonly name: string;
  readonly most: number;
  readonly windowSeconds: number;
  /** What who goes beyond it is told, with 429 and the seconds to wait. */
  readonly refusal: { readonly code: string; readonly message: string };
}

/** One who is counted: a person, an account, a network. */
export interface Counted {
  readonly limit: RateLimit;
  readonly who: string;
}

/** The counts of all processes, kept by the library that makes them; a window that ended counts no more. */
export const rateLimits = defineStore<Row>(
  'rateLimits',
  { key: String, points: Number, expire: Date },
  [
    { keys: { key: 1 }, options: { unique: true } },
    { keys: { expire: 1 }, options: { expireAfterSeconds: 0 } },
  ],
  { evidence: false },
);

/*
 * Tries are no acts and must outlive the refusal they belong to, so they are counted outside the ledger, each in one atomic update that
 * all processes share.
 */

/** Takes one of the tries that are left; refuses with 429 when there is none. */
export async function takeTry({ limit, who }: Counted): Promise<void> {
  try {
    await limiterOf(limit).consume(who);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const { code, message } = limit.refusal;
    throw new DomainError('too-many', code, message, { retryAfter: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) });
  }
}

/** Gives a try back that turned out to be a good one. */
export async function giveBackTry({ limit, who }: Counted): Promise<void> {
  await limiterOf(limit).reward(who);
}

/** Forgets all tries of one who has shown to be right. */
export async function forgetTries({ limit, who }: Counted): Promise<void> {
  await limiterOf(limit).delete(who);
}

function limiterOf({ name, most, windowSeconds }: RateLimit): RateLimiterMongo {
  return new RateLimiterMongo({
    storeClient: mongoose.connection.getClient(),
    dbName: mongoose.connection.name,
    tableName: rateLimits.name,
    keyPrefix: name,
    points: most,
    duration: windowSeconds,
    // `ensureIndexes` makes and checks them.
    disableIndexesCreation: true,
  });
}
