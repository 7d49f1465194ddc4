import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../../fuzz/dice.ts';
import type { Tally } from '../outcome.ts';
import { lineFaults, type Plan } from './faulty-line.ts';
import { type Pair, sites } from './pair.ts';

/** Of a hundred connections so many are faulty. */
const FAULTY = 30;
/** Once nothing is hurt any more, everything has arrived within this time: the longest pause between tries, twice. */
const SETTLED_WITHIN_MS = 20 * 60_000;
const TOLD_EVERY_MS = 60_000;

/** Faults strike the first requests of a connection, and a connection carries as many as a document needs, or fewer. */
export function planBy(dice: Dice): () => Plan {
  return () => {
    const isFaulty = dice.below(100) < FAULTY;
    return {
      fault: isFaulty ? dice.pick(lineFaults) : 'none',
      at: 1 + dice.below(3),
      life: 3 + dice.below(4),
      ms: dice.oneIn(25) ? 35_000 : dice.below(2_000),
    };
  };
}

/** Has both lines carry everything as it should be from now on. */
export function mendLines(pair: Pair): void {
  for (const line of Object.values(pair.lines)) line.plan = () => ({ fault: 'none', at: 0, life: 100, ms: 0 });
}

/** How many messages both have taken in. */
export async function takenIn(pair: Pair): Promise<number> {
  // Asked all the time: the count that the database keeps anyway.
  const each = await Promise.all(sites.map((site) => pair.rows(site, 'takenMessages').estimatedDocumentCount()));
  return each.reduce((sum, one) => sum + one, 0);
}

/** Waits until neither has anything left to do for the other, and says every minute for what; gives whether it came to its end. */
export async function settled(pair: Pair, tally: Tally): Promise<boolean> {
  const began = performance.now();
  let told = began;
  for (let left = await leftOf(pair); left.length > 0; left = await leftOf(pair)) {
    const now = performance.now();
    if (now - began > SETTLED_WITHIN_MS) {
      tally.fault(`There is work left that does not come to its end: ${left.join('; ')}`);
      return false;
    }
    if (now - told > TOLD_EVERY_MS) {
      console.log(`… left after ${Math.round((now - began) / 1_000)} s: ${left.join('; ')}`);
      told = now;
    }
    await wait(200);
  }
  tally.time('settled, from when nothing was hurt any more', performance.now() - began);
  return true;
}

/** What each has left to do, as many of it as are alike, with why it was not done yet and when it is tried next. */
async function leftOf(pair: Pair): Promise<string[]> {
  const left = { kind: { $ne: 'end-notice' }, state: { $in: ['waiting', 'running'] } };
  const alike = { kind: '$kind', state: '$state', reason: '$reason' };
  const each = sites.map(async (site) => {
    const found = pair
      .rows(site, 'jobs')
      .aggregate<Alike>([{ $match: left }, { $group: { _id: alike, many: { $sum: 1 }, next: { $min: '$runAt' } } }]);
    return (await found.toArray()).map(
      ({ _id: { kind, state, reason = 'no failure' }, many, next }) =>
        `${site}: ${many} × ${kind} ${state} (${reason}), the first from ${next.toISOString()} on`,
    );
  });
  return (await Promise.all(each)).flat();
}

interface Alike {
  readonly _id: { readonly kind: string; readonly state: string; readonly reason?: string };
  readonly many: number;
  readonly next: Date;
}
