import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose, { type mongo } from 'mongoose';
import { filesNamedIn } from '../files/named-files.ts';
import { type Config, describeDatabase } from '../state/config.ts';
import { StartUpFailure, systemErrorCode } from '../state/start-up-failure.ts';
import { isThere } from '../state/state-file.ts';
import { belonging, type Places } from './belonging.ts';
import { markFolder, readMark, settleFolder } from './mark.ts';
import { refuseHalfRestored, unfinishedRestore } from './unfinished-restore.ts';

interface IdentityRow {
  readonly _id: 'identity';
  readonly deployment: string;
  readonly since: Date;
}

/** Where a deployment lives. */
export type Where = Pick<Config, 'database' | 'storageFolder' | 'keysFolder'>;

/** Collections that have rows after the first start, before anybody has used the deployment. */
export const leftByAStart: ReadonlySet<string> = new Set([
  'deployment',
  'migrations',
  'clockNotes',
  'firstAdministratorLinks',
  'jobs',
  'sessions',
  'rateLimits',
  'processes',
  'fileRounds',
]);

/** How many rows of a collection are looked at for the name of a stored file: one is enough to know that files are needed. */
const ROWS_LOOKED_AT = 50;

/** Looks at the three places of a deployment: what marks they bear, and whether they hold what cannot be made anew. */
export async function lookAtPlaces(config: Where): Promise<Places> {
  const { storageFolder, keysFolder } = config;
  const { database, filled } = await lookIntoDatabase();
  const hasStoredFiles = await hasFiles(join(storageFolder, 'files'));
  const deployment = (await identities().findOne({ _id: 'identity' }))?.deployment;
  return {
    database: {
      name: 'database',
      where: describeDatabase(config.database),
      mark: deployment === undefined ? undefined : { deployment, settled: true },
      filled,
      namesFiles: filled && !hasStoredFiles && (await namesFiles(database)),
    },
    storage: {
      name: 'storage',
      where: storageFolder,
      mark: await readMark(storageFolder),
      filled: hasStoredFiles,
    },
    keys: {
      name: 'keys',
      where: keysFolder,
      mark: await readMark(keysFolder),
      filled: await isThere(join(keysFolder, 'log', 'key.pem')),
    },
  };
}

/**
 * Makes sure at a start that database, storage and keys belong together, and marks what bears no mark yet: a new deployment, or one
 * of a release that knew no marks. The database is marked last, so that a start which was cut off can be taken up.
 */
export async function settleDeployment(config: Where): Promise<void> {
  refuseHalfRestored(await unfinishedRestore(config.storageFolder));
  const places = await lookAtPlaces(config);
  const wanted = belonging(places) ?? randomUUID();
  // Of two starts at once the one that marks the keys gives the id.
  const { deployment } = places.keys.mark ?? (await markFolder(config.keysFolder, wanted));
  if (!places.storage.mark) await markFolder(config.storageFolder, deployment);
  const marked = belonging(await lookAtPlaces(config));
  if (marked === undefined) throw new Error('Folders that were just marked bear no mark');
  await markDatabase(marked);
  const settled = await lookAtPlaces(config);
  belonging(settled);
  if (!settled.keys.mark?.settled) await settleFolder(config.keysFolder, marked);
  if (!settled.storage.mark?.settled) await settleFolder(config.storageFolder, marked);
}

/** Makes one new deployment of the three places, after a backup was restored into them; whatever they belonged to before. */
export async function settleRestored(config: Where): Promise<void> {
  const deployment = randomUUID();
  await settleFolder(config.keysFolder, deployment);
  await settleFolder(config.storageFolder, deployment);
  await identities().replaceOne({ _id: 'identity' }, { deployment, since: new Date() }, { upsert: true });
}

/** Gives the database its id, unless it has one. */
export async function markDatabase(deployment: string): Promise<void> {
  const row = { deployment, since: new Date() };
  await identities().updateOne({ _id: 'identity' }, { $setOnInsert: row }, { upsert: true });
}

/** Makes sure for a command that it acts on a deployment, and that its three places belong together; marks nothing. */
export async function requireDeployment(config: Where): Promise<void> {
  refuseHalfRestored(await unfinishedRestore(config.storageFolder));
  const places = await lookAtPlaces(config);
  belonging(places);
  if (places.database.mark || places.database.filled) return;
  throw new StartUpFailure(
    `Chưa có hệ thống nào ở cơ sở dữ liệu ${places.database.where}: hãy kiểm tra MONGODB_URI, MONGODB_DATABASE, hoặc khởi động máy chủ (npm start) một lần trước.`,
    `There is no deployment in the database ${places.database.where}: check MONGODB_URI, MONGODB_DATABASE, or start the server (npm start) once before.`,
  );
}

function identities(): mongo.Collection<IdentityRow> {
  return mongoose.connection.collection<IdentityRow>('deployment');
}

async function lookIntoDatabase(): Promise<{ database: mongo.Db; filled: boolean }> {
  const { db: database } = mongoose.connection;
  if (!database) throw new Error('The database is not connected');
  for (const collection of await database.collections()) {
    if (leftByAStart.has(collection.collectionName)) continue;
    if (await collection.findOne({}, { projection: { _id: 1 } })) return { database, filled: true };
  }
  return { database, filled: false };
}

async function namesFiles(database: mongo.Db): Promise<boolean> {
  for (const collection of await database.collections()) {
    for (const row of await collection.find().limit(ROWS_LOOKED_AT).toArray()) {
      if (!filesNamedIn(row).next().done) return true;
    }
  }
  return false;
}

async function hasFiles(folder: string): Promise<boolean> {
  for (const part of await namesIn(folder)) {
    if (/^[0-9a-f]{2}$/.test(part) && (await namesIn(join(folder, part))).length > 0) return true;
  }
  return false;
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    return [];
  });
}
