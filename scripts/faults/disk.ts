import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Clients } from './clients.ts';
import { Deployment, type Readiness } from './deployment.ts';
import { lookAfter } from './look-after.ts';
import { type Outcome, Tally } from './outcome.ts';
import { SmallDisk } from './small-disk.ts';

interface Place {
  readonly name: string;
  readonly folder: string;
  readonly megabytes: number;
  /** What a full disk does here besides; nothing where nobody may notice. */
  readonly worst: (deployment: Deployment) => Promise<void>;
  readonly isNoticed: boolean;
  /** What `/readyz` says meanwhile: without room for files reading goes on. */
  readonly readiness: Readiness;
  /** A killed server leaves what it was receiving; a start clears that away when it is a day old. */
  readonly isServerKilled: boolean;
}

const places: readonly Place[] = [
  {
    name: 'files',
    folder: 'files',
    megabytes: 16,
    worst: async () => undefined,
    isNoticed: true,
    readiness: 'limited',
    isServerKilled: false,
  },
  // With the disk full it cannot even start again.
  {
    name: 'database',
    folder: 'mongod',
    megabytes: 512,
    worst: (deployment) => deployment.killMongod(),
    isNoticed: true,
    readiness: 'not-ready',
    isServerKilled: false,
  },
  {
    name: 'temp',
    folder: 'temp',
    megabytes: 16,
    worst: restart,
    isNoticed: false,
    readiness: 'ready',
    isServerKilled: true,
  },
];

/** Fills the disk below the files, the database and the temporary folder in turn, and frees it again: who asks meanwhile is refused cleanly (docs/reliability.md, promise 5). */
export async function fullDisks(rounds: number): Promise<Outcome> {
  const tally = new Tally();
  for (let round = 0; round < rounds; round += 1) for (const place of places) await fillAndFree(place, tally);
  return tally.outcome;
}

async function fillAndFree(place: Place, tally: Tally): Promise<void> {
  let disk: SmallDisk | undefined;
  let temp = '';
  const onFolder = async (folder: string) => {
    temp = join(folder, 'temp');
    disk = await SmallDisk.mountedOn(join(folder, place.folder), place.megabytes);
  };
  const deployment = await Deployment.prepare({
    onFolder,
    environment: () => (place.name === 'temp' ? { TMPDIR: temp } : {}),
    beforeRemoval: async () => disk?.unmount(),
  }).catch(async (error: unknown) => {
    await disk?.unmount();
    throw error;
  });
  try {
    await deployment.start();
    const clients = new Clients(deployment);
    clients.start();
    await clients.acknowledgedSince(performance.now());
    await disk?.fill();
    await place.worst(deployment);
    const killedBefore = place.isServerKilled ? Date.now() : 0;
    await wait(3_000);
    // That the database is away is waited out for some seconds before anybody is told.
    for (let waited = 0; place.isNoticed && !isRefused(clients) && waited < 20_000; waited += 100) await wait(100);
    const readiness = await deployment.readiness();
    if (readiness !== place.readiness) tally.fault(`${place.name}: /readyz says ${readiness}`);
    await disk?.free();
    const freedAt = performance.now();
    await deployment.ready();
    tally.time(`${place.name}: ready after it was freed`, performance.now() - freedAt);
    tally.time(`${place.name}: first act after it was freed`, (await clients.acknowledgedSince(freedAt)) - freedAt);
    await clients.stop();
    if (place.isNoticed !== isRefused(clients))
      tally.fault(`${place.name}: refusals were ${[...clients.refusals.keys()].join(', ')}`);
    const left = await partialFiles(join(deployment.folder, 'files', 'incoming'), killedBefore);
    if (left > 0) tally.fault(`${place.name}: ${left} partial files are left`);
    tally.cycle(await lookAfter(deployment, clients, true));
    tally.add(clients);
  } finally {
    await deployment.end();
  }
}

async function restart(deployment: Deployment): Promise<void> {
  await deployment.kill();
  await deployment.start();
}

function isRefused({ refusals }: Clients): boolean {
  return [...refusals.keys()].some((refusal) => /^50[37] /.test(refusal));
}

/** How many files that were never received whole are left from this moment on. */
async function partialFiles(folder: string, since: number): Promise<number> {
  const left = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))));
  return left.filter(({ mtimeMs }) => mtimeMs >= since).length;
}
