import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import mongoose from 'mongoose';
import { createDemoAuthority, type DemoAuthority } from '../../scripts/demo/authority.ts';
import { actorOf } from '../../scripts/demo/desk.ts';
import { type Forged, forgeKeys } from '../../scripts/demo/forge-keys.ts';
import { type Seeded, type SeededAgency, seedProvince } from '../../scripts/demo/people.ts';
import { composeApplication } from '../../server/application.ts';
import { startEngine } from '../../server/engine.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { markFolder } from '../../server/platform/deployment/mark.ts';
import { listen, portOf, stopListening } from '../../server/platform/edge/listen.ts';
import { DiskWatch } from '../../server/platform/files/disk-watch.ts';
import type { JobWorker } from '../../server/platform/jobs/job-worker.ts';
import type { Application } from '../../server/platform/start/start-up.ts';
import { type Config, parseConfig } from '../../server/platform/state/config.ts';
import { stopWorkers } from '../../server/platform/worker/worker-pool.ts';
import { atEnd } from './at-end.ts';
import { type Agent, signedInAs, testPasswordHash } from './identity.ts';

const sourceFolder = resolve(import.meta.dirname, '../..');

/** Tỉnh Sao Mai as the demo makes it, without its traffic: one for the whole run. */
interface Made {
  readonly authority: DemoAuthority;
  readonly seeded: Seeded;
  /** Storage with the pictures of seals and signatures, and the keys below it. */
  readonly folder: string;
  readonly rows: ReadonlyMap<string, readonly mongoose.mongo.Document[]>;
}

let made: Promise<Made> | undefined;

/** What a province is made of. */
interface Ingredients {
  readonly authority: DemoAuthority;
  readonly forged: Forged;
  readonly passwordHash: string;
}

let ingredients: Promise<Ingredients> | undefined;

/** A running province of four agencies; call its members inside tests only. */
export interface Province {
  /** Address of the running application. */
  address(): string;
  /** Storage of the running application, with its keys. */
  storageFolder(): string;
  authority(): DemoAuthority;
  agency(key: string): SeededAgency;
  actor(post: string, key: string): Actor;
  /** Signs in as the person of this post, `vanthu` of `snv`. */
  signIn(post: string, key: string): Promise<Agent>;
  /** Does all the work that acts have left, and what that leaves behind. */
  work(until?: Date): Promise<void>;
}

/**
 * The whole application over a fresh province. Its work is done by `work()`, so that tests decide when; with the role `all` it does
 * its work by itself, as it runs for people. Needs `useFreshDatabase` before it.
 */
export function useProvince({ role = 'web' }: Partial<Pick<Config, 'role'>> = {}): Province {
  let known: Made;
  let application: Application;
  let server: Server;
  let worker: JobWorker;
  let folder: string;
  before('a province', async function () {
    this.timeout(180_000);
    known = await theProvince();
    folder = mkdtempSync(join(tmpdir(), 'vanban-test-province-'));
    cpSync(known.folder, folder, { recursive: true });
    await restore(mongoose.connection.getClient().db(), known);
    const config = { ...configFor(folder), role };
    worker = (await startEngine(config)).worker;
    application = await composeApplication({
      config,
      dependencies: [],
      disks: new DiskWatch([]),
      programFolder: sourceFolder,
    });
    server = await listen(application.listener, 0, '127.0.0.1');
  });
  after('end the province', async () => {
    application.beginStop();
    await stopListening(server, 0);
    await application.drain();
    rmSync(folder, { recursive: true, force: true });
  });
  const address = () => `http://127.0.0.1:${portOf(server)}`;
  const agency = (key: string) => agencyIn(known.seeded, key);
  return {
    address,
    storageFolder: () => folder,
    authority: () => known.authority,
    agency,
    actor: (post, key) => actorOf(agency(key), post),
    signIn: (post, key) => signedInAs(address(), `${post}.${key}`),
    work: async (until) => void (await worker.drain(until)),
  };
}

/** A database and a storage folder with the province, for a server in a process of its own. */
export async function provinceFor(
  { uri, database }: { uri: string; database: string },
  folder: string,
): Promise<Seeded> {
  const known = await theProvince();
  cpSync(known.folder, folder, { recursive: true });
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  try {
    await restore(client.db(database), known);
  } finally {
    await client.close();
  }
  return known.seeded;
}

/** A seeded agency by its key. */
export function agencyIn(seeded: Seeded, key: string): SeededAgency {
  const agency = seeded.get(key);
  if (!agency) throw new Error(`There is no agency ${key}`);
  return agency;
}

/** Keys, pictures and the password of everybody, made once for the whole run. */
export async function provinceIngredients(): Promise<Ingredients> {
  ingredients ??= makeIngredients();
  return await ingredients;
}

async function makeIngredients(): Promise<Ingredients> {
  const authority = await createDemoAuthority();
  const [forged, passwordHash] = await Promise.all([forgeKeys(authority), testPasswordHash()]);
  return { authority, forged, passwordHash };
}

async function theProvince(): Promise<Made> {
  if (made === undefined) {
    // One application after the other uses the same worker processes: to start them takes longer than most of what they do.
    atEnd(() => stopWorkers(0));
    made = makeProvince();
  }
  return await made;
}

/** Made in the empty database of the tests that ask first; what it wrote is kept and put into the databases of the others. */
async function makeProvince(): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), 'vanban-test-province-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const config = configFor(folder);
  await markFolder(config.keysFolder, randomUUID());
  await startEngine(config);
  const { authority, forged, passwordHash } = await provinceIngredients();
  const seeded = await seedProvince({ authority, forged, keysFolder: config.keysFolder, passwordHash });
  const database = mongoose.connection.getClient().db(mongoose.connection.name);
  const rows = new Map<string, mongoose.mongo.Document[]>();
  for (const collection of await database.collections()) {
    const all = await collection.find().toArray();
    if (all.length > 0) rows.set(collection.collectionName, all);
    await collection.deleteMany({});
  }
  return { authority, seeded, folder, rows };
}

function configFor(folder: string): Config {
  return parseConfig({ STORAGE_DIR: folder }, sourceFolder, sourceFolder);
}

async function restore(database: mongoose.mongo.Db, { rows }: Made): Promise<void> {
  for (const [name, all] of rows) await database.collection(name).insertMany([...all]);
}
