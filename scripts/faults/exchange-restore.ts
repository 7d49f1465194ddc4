import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../fuzz/dice.ts';
import { compareRestored } from './exchange/compare-restored.ts';
import { Desks } from './exchange/desks.ts';
import { Pair } from './exchange/pair.ts';
import { mendLines, planBy, settled, takenIn } from './exchange/traffic.ts';
import { type Outcome, Tally } from './outcome.ts';

const folder = resolve(import.meta.dirname, '../../storage/faults-exchange-restore');

/** Who loses what it did since its backup, and who lost nothing. */
const restored = 'binh-minh';
const keeper = 'sao-mai';

/**
 * Two real deployments exchange over faulty lines; one of them loses its database and goes on with a backup that was taken while it was at work,
 * `messages` before. Asked again, the other one brings back all that it had sent; nothing comes to either twice, and what either says afterwards counts.
 */
export async function restoredExchange(messages: number, dice: Dice): Promise<Outcome> {
  const tally = new Tally();
  const plan = planBy(dice);
  const pair = await Pair.open({ folder, resume: false, servers: 1, dice, plan, onStep: async () => undefined });
  try {
    await Promise.all([pair.start(restored), pair.start(keeper)]);
    const desks = new Desks(pair, dice);
    desks.open();
    await exchanged(pair, messages);
    await pair.backUp(restored);
    await exchanged(pair, messages);
    await pair.kill(restored);
    const before = await takenIn(pair);
    const began = performance.now();
    await pair.restore(restored);
    tally.count('messages of which the restored side knew nothing', before - (await takenIn(pair)));
    await pair.start(restored);
    tally.time('restored and ready', performance.now() - began);
    await desks.confirmNumbers(restored);
    await exchanged(pair, messages);
    desks.writeNoMore();
    mendLines(pair);
    const isSettled = await settled(pair, tally);
    await desks.close();
    if (isSettled) await settled(pair, tally);
    const compared = await compareRestored(pair, { keeper, restored });
    tally.cycle(compared.faults);
    tally.acknowledge(compared.messages);
    for (const [what, times] of [...compared.leftToPeople, ...desks.refusals]) tally.count(what, times);
  } finally {
    tally.fault(...(await pair.end()));
  }
  return tally.outcome;
}

/** Waits until both have taken in so many more messages. */
async function exchanged(pair: Pair, messages: number): Promise<void> {
  for (const before = await takenIn(pair); (await takenIn(pair)) < before + messages; ) await wait(200);
}
