import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { auditEntries } from '../../server/audit/store.ts';
import { rowsOf } from '../../server/platform/database/store.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { Clients } from './clients.ts';
import { Deployment } from './deployment.ts';
import { lookAfter } from './look-after.ts';
import { type Outcome, Tally } from './outcome.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const back = { 'two hours back': -2 * HOUR_MS };
const ahead = { 'a day ahead': DAY_MS };
const farAhead = { '40 days ahead': 40 * DAY_MS };
const all = { ...back, ...ahead, ...farAhead };
/** How long sixteen clerks go on trying under a wrong clock. */
const UNDER_WRONG_CLOCK_MS = 2_000;
/** No test takes longer: what is dated further away is dated by a wrong clock. */
const NEAR_MS = HOUR_MS;
const PATIENCE_MS = 60_000;
const clock = pathToFileURL(join(resolve(import.meta.dirname, '../../test/support'), 'jumping-clock.mjs')).href;

/**
 * The clock of a server is wrong – it jumps while the server runs, or stands wrong when it starts –, and is put right (docs/reliability.md, promise 4):
 * nothing is dated wrongly meanwhile, everybody is told to come again, and all goes on by itself. One round alone takes a sample.
 */
export async function wrongClocks(rounds: number): Promise<Outcome> {
  const tally = new Tally();
  const ways = rounds > 1 ? { whileItRuns: all, atStart: all } : { whileItRuns: ahead, atStart: farAhead };
  for (let round = 0; round < rounds; round += 1) await onOneDeployment(tally, ways);
  return tally.outcome;
}

type WrongBy = Readonly<Record<string, number>>;

async function onOneDeployment(
  tally: Tally,
  { whileItRuns, atStart }: { readonly whileItRuns: WrongBy; readonly atStart: WrongBy },
): Promise<void> {
  let start = 0;
  const jumps = Object.values(whileItRuns).flatMap((by) => [by, 0]);
  const deployment = await Deployment.prepare({
    environment: () => ({
      NODE_OPTIONS: `--import=${clock}`,
      CLOCK_START: String(start),
      CLOCK_JUMPS: start === 0 ? jumps.join(',') : '0',
    }),
  });
  const moveClock = () => deployment.server().child.kill('SIGUSR2');
  try {
    await deployment.start();
    const clients = new Clients(deployment);
    for (const [how, by] of Object.entries(whileItRuns)) {
      clients.start();
      await clients.acknowledgedSince(performance.now());
      moveClock();
      await standStill({ deployment, clients, tally, how: `set ${how}` });
      await goOn({ deployment, clients, tally, moveClock });
      await countWrong(deployment, tally, `set ${how} while it ran`, by);
    }
    for (const [how, by] of Object.entries(atStart)) {
      await deployment.kill();
      start = by;
      await deployment.start();
      clients.start();
      await standStill({ deployment, clients, tally, how: `started ${how}` });
      await goOn({ deployment, clients, tally, moveClock });
      await countWrong(deployment, tally, `started ${how}`, by);
    }
    tally.add(clients);
    const { faults } = await deployment.stop();
    tally.fault(...faults);
  } finally {
    await deployment.end();
  }
}

interface UnderClock {
  readonly deployment: Deployment;
  readonly clients: Clients;
  readonly tally: Tally;
}

/** Under a wrong clock nobody is acknowledged anything, everybody is told why, and `/readyz` says no. */
async function standStill({ deployment, clients, tally, how }: UnderClock & { readonly how: string }): Promise<void> {
  const told = () => clients.refusals.get('503 clock-in-doubt') ?? 0;
  const before = told();
  for (const until = performance.now() + PATIENCE_MS; told() === before; await wait(10))
    if (performance.now() > until) return tally.fault(`${how}: nobody was told that the clock is in doubt`);
  const since = performance.now();
  await wait(UNDER_WRONG_CLOCK_MS);
  if ((await deployment.readiness()) !== 'not-ready') tally.fault(`${how}: /readyz says that it is ready`);
  const acknowledged = clients.acknowledged.filter(({ sentAt }) => sentAt > since);
  if (acknowledged.length > 0) tally.fault(`${how}: ${acknowledged.length} acts were acknowledged`);
}

/** The clock is put right; nobody has to do anything else. */
async function goOn({
  deployment,
  clients,
  tally,
  moveClock,
}: UnderClock & { readonly moveClock: () => void }): Promise<void> {
  const rightAt = performance.now();
  moveClock();
  await deployment.ready();
  tally.time('ready, from when the clock is right', performance.now() - rightAt);
  tally.time('first act, from when the clock is right', (await clients.acknowledgedSince(rightAt)) - rightAt);
  await clients.stop();
  tally.cycle(await lookAfter(deployment, clients, true));
}

/** Documents and entries of the log that bear a time that was never: each is a fault. */
async function countWrong(deployment: Deployment, tally: Tally, how: string, by: number): Promise<void> {
  const near = Math.min(NEAR_MS, Math.abs(by) / 2);
  const far = (field: string) => {
    const [from, to] = [new Date(Date.now() - near), new Date(Date.now() + near)];
    return { $or: [{ [field]: { $lt: from } }, { [field]: { $gt: to } }] };
  };
  const wrong = await deployment.look(async () => {
    const documents = await rowsOf(incomingDocuments).countDocuments(far('registeredAt'));
    return documents + (await rowsOf(auditEntries).countDocuments(far('at')));
  });
  tally.count(`${how}: dated wrongly`, wrong);
  if (wrong > 0) tally.fault(`${how}: ${wrong} documents and entries are dated wrongly`);
}
