import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../fuzz/dice.ts';
import { Clients } from './clients.ts';
import { Deployment } from './deployment.ts';
import { lookAfter } from './look-after.ts';
import { type Outcome, Tally } from './outcome.ts';

/** Longer than leases of jobs and the life of a MongoDB transaction: others take over what the stopped one had begun. */
const LONG_STOP_MS = 65_000;

/**
 * Two, then (unless there is only one cycle) four servers on one database, one of which is stopped (SIGSTOP) under load and wakes up later: what it
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
    const stops = new Map<number, number>();
    const wasStopped = (place: number, since: number) => (stops.get(place) ?? 0) > since;
    const clients = new Clients(deployment, { places: servers, wasStopped });
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      clients.start();
      await clients.acknowledgedSince(performance.now());
      await wait(dice.below(700));
      const stopped = dice.below(servers);
      const { child } = deployment.server(stopped);
      child.kill('SIGSTOP');
      stops.set(stopped, Number.POSITIVE_INFINITY);
      const stoppedAt = performance.now();
      await wait(cycle % 10 === 0 ? LONG_STOP_MS : 500 + dice.below(4_000));
      const heard = clients.acknowledged.filter(({ sentAt, place }) => sentAt > stoppedAt && place !== stopped).length;
      child.kill('SIGCONT');
      stops.set(stopped, performance.now());
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
