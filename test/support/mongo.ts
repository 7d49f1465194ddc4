import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../server/platform/database/database.ts';
import {
  type EmbeddedMongod,
  startEmbeddedMongod,
  stopOrphanedMongod,
} from '../../server/platform/mongod/embedded-mongod.ts';
import { stillRuns } from '../../server/platform/state/process-identity.ts';
import { atEnd } from './at-end.ts';

const databaseName = 'test';
const prefix = 'vanban-test-mongod-';
/** Every commit waits for the disk; what tests write has to survive a killed `mongod`, but not the machine. */
const memory = '/dev/shm';
/** Fetched once for all test runs and for `npm start`. */
export const toolsFolder = join(import.meta.dirname, '../../storage/tools/mongod');

let mongod: Promise<EmbeddedMongod> | undefined;
let lastDatabase = 0;
/** How many models, collections and indexes there were when all were made last. */
let made: string | undefined;
let isOnDisk = false;

/**
 * Gives the tests of this `describe` (or file) the process's default mongoose connection to an empty database:
 * the first caller starts one real `mongod` for the whole run, later ones only empty what earlier tests left.
 * All models that are imported by then have their indexes. With `{ each: true }` every test starts empty.
 */
export function useFreshDatabase({ each = false } = {}): void {
  before('an empty database', async function () {
    this.timeout(120_000);
    await connectOnce();
    await ensureIndexesOnce();
    await emptyDatabase();
  });
  if (each) beforeEach('an empty database', emptyDatabase);
}

/** Called before the first database is asked for: what is measured waits for the disk as offices do. */
export function keepOnDisk(): void {
  isOnDisk = true;
}

/** Address of the run's `mongod` with a database name of its own, for tests that start whole server processes. */
export async function testDatabase(): Promise<{ uri: string; database: string }> {
  const { uri } = await startOnce();
  lastDatabase += 1;
  return { uri, database: `test-${lastDatabase}` };
}

/** Kills the run's `mongod` as a crash would; its supervisor starts it again. */
export async function killTestMongod(): Promise<void> {
  const pid = (await startOnce()).pid();
  if (pid === undefined) throw new Error('The mongod of the tests does not run');
  process.kill(pid, 'SIGKILL');
}

async function startOnce(): Promise<EmbeddedMongod> {
  mongod ??= startForThisRun();
  return await mongod;
}

async function startForThisRun(): Promise<EmbeddedMongod> {
  const place = !isOnDisk && (await hasRoom(memory)) ? memory : tmpdir();
  for (const each of [tmpdir(), place]) await removeLeftovers(each);
  const folder = await mkdtemp(join(place, `${prefix}${process.pid}-`));
  const started = await startEmbeddedMongod({
    folder,
    keysFolder: join(folder, 'keys'),
    toolsFolder,
    binary: process.env.MONGOD_BINARY,
  });
  atEnd(async () => {
    mongod = undefined;
    await disconnectDatabase();
    await started.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return started;
}

/** Connects the process to a database of the run's `mongod`; the first time starts that. */
export async function connectOnce(): Promise<void> {
  const { uri } = await startOnce();
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) {
    await connectDatabase({ uri, database: databaseName });
  }
}

/** Makes the indexes where there are models that had none, or where a test has dropped some: to ask for them all takes longer than most tests. */
async function ensureIndexesOnce(): Promise<void> {
  if ((await whatIsThere()) === made) return;
  await ensureIndexes();
  made = await whatIsThere();
}

async function whatIsThere(): Promise<string> {
  const { collections, indexes } = await mongoose.connection.getClient().db(databaseName).stats();
  return [Object.keys(mongoose.connection.models).length, collections, indexes].join();
}

async function emptyDatabase(): Promise<void> {
  const database = mongoose.connection.getClient().db(databaseName);
  await Promise.all((await filledCollections(database)).map((name) => database.collection(name).deleteMany({})));
}

/** One question to all collections: to delete from each, of which most are empty, takes five times as long. */
async function filledCollections(database: mongoose.mongo.Db): Promise<string[]> {
  const all = await database.listCollections({}, { nameOnly: true }).toArray();
  const nameIfFilled = (name: string) => [{ $limit: 1 }, { $project: { _id: { $literal: name } } }];
  const [first, ...others] = all.map(({ name }) => name);
  if (first === undefined) return [];
  const found = await database
    .collection(first)
    .aggregate<{ _id: string }>(
      [...nameIfFilled(first), ...others.map((coll) => ({ $unionWith: { coll, pipeline: nameIfFilled(coll) } }))],
      { readConcern: { level: 'local' } },
    )
    .toArray();
  return found.map(({ _id }) => _id);
}

/** Whether a folder is there with some gigabytes to spare; that of containers is often too small. */
async function hasRoom(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize > 4 * 1024 ** 3;
}

/** A run that was killed leaves its `mongod` behind; the next run clears away what has no living owner. */
async function removeLeftovers(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || stillRuns({ pid: Number(pid) })) continue;
    const left = join(place, name);
    await stopOrphanedMongod(left);
    await rm(left, { recursive: true, force: true });
  }
}
