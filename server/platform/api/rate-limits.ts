import mongoose from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { MOST_DRIFT_MS } from '../clock.ts';
import { defineStore, type Row, rowsOf } from '../database/store.ts';
import { DomainError } from '../errors.ts';
import { togetherByKind } from '../together.ts';

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
  const mine = { limit, who };
  const { before, asked, msBeforeNext } = await consumeTogether(mine);
  if (before + asked.indexOf(mine) < limit.most) return;
  const { code, message } = limit.refusal;
  throw new DomainError('too-many', code, message, { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
}

/** Counts at once what one does at the same moment: how much was counted before, and who asked, in order. */
const consumeTogether = togetherByKind(
  ({ limit, who }: Counted) => `${limit.name} ${who}`,
  async (asked) => {
    const { consumedPoints, msBeforeNext } = await consume(asked[0], asked.length);
    return { before: consumedPoints - asked.length, asked, msBeforeNext };
  },
);

/** Counts so many tries of one. A window that a clock has begun which was ahead, and is right again, would last for days: it is begun anew. */
async function consume({ limit, who }: Counted, tries: number): Promise<RateLimiterRes> {
  const limiter = limiterOf(limit);
  const counted = async () => await limiter.consume(who, tries).catch(beyond);
  const result = await counted();
  const longestMs = limit.windowSeconds * 1000 + MOST_DRIFT_MS;
  if (result.msBeforeNext <= longestMs) return result;
  await rowsOf(rateLimits).deleteOne({ key: limiter.getKey(who), expire: { $gt: new Date(Date.now() + longestMs) } });
  return await counted();
}

/** The library throws its counts where they go beyond the limit. */
function beyond(error: unknown): RateLimiterRes {
  if (error instanceof RateLimiterRes) return error;
  throw error;
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
