import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../fuzz/dice.ts';
import { Clients } from './clients.ts';
import { Deployment } from './deployment.ts';
import { lookAfter } from './look-after.ts';
import { type Outcome, Tally } from './outcome.ts';

/** Shorter than anybody notices, as long as an act may take, and longer than a transaction lives. */
const PAUSES_MS = [400, 2_000, 6_000, 15_000, 35_000];

/** `mongod` is stopped (SIGSTOP) at random moments under load and goes on later: everybody is answered meanwhile, with 503 (docs/reliability.md, promise 5). */
export async function pausedDatabase(cycles: number, dice: Dice): Promise<Outcome> {
  const tally = new Tally();
  const deployment = await Deployment.prepare({ external: true });
  try {
    await deployment.start();
    const clients = new Clients(deployment);
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      clients.start();
      await clients.acknowledgedSince(performance.now());
      await wait(dice.below(500));
      await deployment.signalMongod('SIGSTOP');
      await wait(PAUSES_MS[cycle % PAUSES_MS.length]);
      await deployment.signalMongod('SIGCONT');
      const wokeAt = performance.now();
      await deployment.ready();
      tally.time('ready, from when it goes on', performance.now() - wokeAt);
      tally.time('first act, from when it goes on', (await clients.acknowledgedSince(wokeAt)) - wokeAt);
      await clients.stop();
      tally.cycle(await lookAfter(deployment, clients, cycle % 5 === 0 || cycle === cycles));
    }
    tally.add(clients);
    const { faults } = await deployment.stop();
    tally.fault(...faults);
  } finally {
    await deployment.signalMongod('SIGCONT');
    await deployment.end();
  }
  return tally.outcome;
}
