import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { rowsOf } from '../../server/platform/store.ts';
import { incomingDocuments } from '../../server/registry/store.ts';
import { Clients } from './clients.ts';
import { Deployment } from './deployment.ts';
import { lookAfter } from './look-after.ts';
import { type Outcome, Tally } from './outcome.ts';

const HOUR_MS = 3_600_000;
const jumps = [-2 * HOUR_MS, 365 * 24 * HOUR_MS];
const clock = pathToFileURL(join(resolve(import.meta.dirname, '../../test/support'), 'jumping-clock.mjs')).href;

/** The clock of a running server jumps two hours back, a year ahead, and back to the truth (RELIABILITY I13). */
export async function jumpingClocks(rounds: number): Promise<Outcome> {
  const tally = new Tally();
  for (let round = 0; round < rounds; round += 1) await jump(tally);
  return tally.outcome;
}

async function jump(tally: Tally): Promise<void> {
  const deployment = await Deployment.prepare({
    environment: () => ({ NODE_OPTIONS: `--import=${clock}`, CLOCK_JUMPS: jumps.join(',') }),
  });
  try {
    await deployment.start();
    const clients = new Clients(deployment, { alsoRight: ['404 not-found'] });
    for (const where of [...jumps, 0]) {
      clients.start();
      await clients.acknowledgedSince(performance.now());
      deployment.server().child.kill('SIGUSR2');
      // Who sees an answer now sees one given under the new clock.
      await wait(300);
      await clients.acknowledgedSince(performance.now());
      await clients.stop();
      tally.cycle(await lookAfter(deployment, clients, true));
      if (where > 0 && !(await hasNextYear(deployment))) tally.fault('The clock did not jump to the next year');
    }
    tally.add(clients);
  } finally {
    await deployment.end();
  }
}

async function hasNextYear(deployment: Deployment): Promise<boolean> {
  const year = new Date().getUTCFullYear() + 1;
  return await deployment.look(async () => (await rowsOf(incomingDocuments).countDocuments({ year })) > 0);
}
