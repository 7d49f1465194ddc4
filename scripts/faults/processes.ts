import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../fuzz/dice.ts';
import { Clients } from './clients.ts';
import { Deployment } from './deployment.ts';
import { lookAfter } from './look-after.ts';
import { type Outcome, Tally } from './outcome.ts';

/** Longer than leases of jobs and the life of a MongoDB transaction: others take over what the stopped one had begun. */
const LONG_STOP_MS = 65_000;

/**
 * Two, then (unless there is only one cycle) four servers on one database, one of which is stopped (SIGSTOP) under load and wakes up later (RELIABILITY I23): what it
 * still writes is right, or fails. Every tenth stop is longer than any lease.
 */
export async function stoppedProcesses(cycles: number, dice: Dice): Promise<Outcome> {
  const tally = new Tally();
  for (const servers of cycles > 1 ? [2, 4] : [2]) await onServers(servers, Math.ceil(cycles / 2), dice, tally);
  return tally.outcome;
}

async function onServers(servers: number, cycles: number, dice: Dice, tally: Tally): Promise<void> {
  const deployment = await Deployment.prepare({ external: true });
  try {
    for (let place = 0; place < servers; place += 1) await deployment.start(place);
    const clients = new Clients(deployment, { places: servers });
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      clients.start();
      await clients.acknowledgedSince(performance.now());
      await wait(dice.below(700));
      const { child } = deployment.server(dice.below(servers));
      child.kill('SIGSTOP');
      const stoppedAt = performance.now();
      await wait(cycle % 10 === 0 ? LONG_STOP_MS : 500 + dice.below(4_000));
      const heard = clients.acknowledged.filter(({ sentAt }) => sentAt > stoppedAt).length;
      child.kill('SIGCONT');
      tally.count(`${servers} servers, one stopped: acknowledged by the others`, heard);
      await clients.acknowledgedSince(performance.now());
      await clients.stop();
      tally.cycle(await lookAfter(deployment, clients, cycle % 5 === 0 || cycle === cycles));
    }
    tally.add(clients);
    const { faults } = await deployment.stop();
    tally.fault(...faults);
  } finally {
    await deployment.end();
  }
}
