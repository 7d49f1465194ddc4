import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../fuzz/dice.ts';
import { Clients } from './clients.ts';
import { Deployment } from './deployment.ts';
import { lookAfter } from './look-after.ts';
import { type Outcome, Tally, wordsOf } from './outcome.ts';

export type Victim = 'server' | 'mongod' | 'both';

/** So many cycles on one deployment, so that looking after it stays quick. */
const CYCLES_PER_DEPLOYMENT = 25;
/** How often the exported logs are verified besides. */
const VERIFIED_EVERY = 5;

/** Kills with SIGKILL at random moments under sixteen clients, restarts, and looks after everything (RELIABILITY I1–I4). */
export async function killCycles(victim: Victim, cycles: number, dice: Dice): Promise<Outcome> {
  const tally = new Tally();
  for (let left = cycles; left > 0; left -= CYCLES_PER_DEPLOYMENT) {
    await onOneDeployment(victim, Math.min(left, CYCLES_PER_DEPLOYMENT), dice, tally).catch((error: unknown) =>
      tally.fault(error instanceof Error ? error.message : String(error)),
    );
    if (left > CYCLES_PER_DEPLOYMENT) console.log(wordsOf(`${victim}, so far`, tally.outcome));
  }
  return tally.outcome;
}

async function onOneDeployment(victim: Victim, cycles: number, dice: Dice, tally: Tally): Promise<void> {
  const deployment = await Deployment.prepare();
  try {
    await deployment.start();
    const clients = new Clients(deployment);
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      clients.start();
      await wait(200 + dice.below(1_300));
      const killedAt = await killAndRevive(victim, deployment, dice);
      tally.time('ready again', performance.now() - killedAt);
      tally.time('first act acknowledged again', (await clients.acknowledgedSince(killedAt)) - killedAt);
      await wait(dice.below(300));
      await clients.stop();
      tally.cycle(await lookAfter(deployment, clients, cycle % VERIFIED_EVERY === 0 || cycle === cycles));
    }
    tally.add(clients);
    const { faults, slowestMs } = await deployment.stop();
    tally.fault(...faults);
    tally.time('graceful stop', slowestMs);
  } finally {
    await deployment.end();
  }
}

/** Kills and waits until it is ready again; gives the moment of the last kill. */
async function killAndRevive(victim: Victim, deployment: Deployment, dice: Dice): Promise<number> {
  const mongod = await deployment.mongodPid();
  if (victim !== 'server') await deployment.killMongod();
  let killedAt = performance.now();
  if (victim === 'mongod') {
    while ((await deployment.mongodPid()) === mongod) await wait(5);
  } else {
    await deployment.kill();
    // Now and then it dies once more while it starts.
    if (dice.oneIn(5)) {
      deployment.begin();
      await wait(dice.below(2_000));
      killedAt = performance.now();
      await deployment.kill();
    }
    await deployment.start();
  }
  await deployment.ready();
  return killedAt;
}
