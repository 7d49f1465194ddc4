import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../fuzz/dice.ts';
import { Clients } from './clients.ts';
import { Deployment } from './deployment.ts';
import { lookAfter } from './look-after.ts';
import { type Outcome, Tally, wordsOf } from './outcome.ts';

/** What is killed, and beside what: the one server above or beside its database, one of two, the database, or all at once. */
export type Victim = 'server' | 'lone-server' | 'one-of-two' | 'mongod' | 'both';

/** Where the database is nobody's child, so that what a killed server had begun stays there. */
const besideDatabase: Readonly<Partial<Record<Victim, number>>> = { 'lone-server': 1, 'one-of-two': 2 };
/** So many cycles on one deployment, so that looking after it stays quick. */
const CYCLES_PER_DEPLOYMENT = 25;
/** How often the exported logs are verified besides. */
const VERIFIED_EVERY = 5;

/** Kills with SIGKILL at random moments under sixteen clients, restarts, and looks after everything (docs/reliability.md, promises 1 to 3). */
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
  const servers = besideDatabase[victim] ?? 1;
  const deployment = await Deployment.prepare({ external: victim in besideDatabase });
  try {
    for (let place = 0; place < servers; place += 1) await deployment.start(place);
    const clients = new Clients(deployment, { places: servers });
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      clients.start();
      await wait(200 + dice.below(1_300));
      const place = dice.below(servers);
      const others = servers > 1 ? othersGoOn(clients, 1 - place, tally) : undefined;
      const killedAt = await killAndRevive(victim, deployment, place, dice);
      const readyAt = performance.now();
      await others;
      tally.time('ready again', readyAt - killedAt);
      const first = await clients.acknowledgedSince(killedAt, { place });
      tally.time('first act acknowledged, from ready', Math.max(0, first - readyAt));
      const every = await clients.acknowledgedSince(readyAt, { everyAgency: true });
      tally.time('every agency’s first act, from ready', every - readyAt);
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

/** How long those at the other server wait when theirs is not the one that was killed. */
async function othersGoOn(clients: Clients, place: number, tally: Tally): Promise<void> {
  const killedAt = performance.now();
  tally.time('the other server’s next act', (await clients.acknowledgedSince(killedAt, { place })) - killedAt);
  const every = await clients.acknowledgedSince(killedAt, { place, everyAgency: true });
  tally.time('every agency’s next act there', every - killedAt);
}

/** Kills and waits until it is ready again; gives the moment of the last kill. */
async function killAndRevive(victim: Victim, deployment: Deployment, place: number, dice: Dice): Promise<number> {
  const mongod = await deployment.mongodPid();
  if (victim === 'mongod' || victim === 'both') await deployment.killMongod();
  let killedAt = performance.now();
  if (victim === 'mongod') {
    while ((await deployment.mongodPid()) === mongod) await wait(5);
  } else {
    await deployment.kill(place);
    // Now and then it dies once more while it starts.
    if (dice.oneIn(5)) {
      deployment.begin(place);
      await wait(dice.below(2_000));
      killedAt = performance.now();
      await deployment.kill(place);
    }
    await deployment.start(place);
  }
  await deployment.ready(place);
  return killedAt;
}
