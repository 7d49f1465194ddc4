import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import mongoose, { type mongo } from 'mongoose';
import { leftByAStart } from '../deployment/settle.ts';
import { DomainError } from '../errors.ts';
import type { FileStore } from '../files/files.ts';
import { stateOfStored } from '../files/stored-state.ts';
import type { CheckedBackup } from './check-backup.ts';
import { FilePool } from './file-pool.ts';
import type { CollectionInBackup } from './manifest.ts';
import { type BackupSource, batchesOf } from './rows-of-backup.ts';
import { unusable } from './unusable.ts';

/** Rows that a place has of its own, and never from a backup: to which deployment it belongs, and that it is being restored. */
const OF_THE_PLACE = ['identity', 'restore'];

/**
 * Puts a backup that was checked into its place, rows first. What an earlier try has put there is compared and kept, or put there anew, so
 * that a restore which was cut off goes on.
 */
export async function restoreBackup(
  source: BackupSource,
  { manifest, files }: Pick<CheckedBackup, 'manifest' | 'files'>,
  store: FileStore,
): Promise<void> {
  for (const name of leftByAStart) await emptyButForThePlace(name);
  for (const collection of manifest.collections) {
    await restoreCollection(source, collection);
  }
  const pool = new FilePool(dirname(source.folder), source.key);
  for (const sha256 of files) {
    if (!(await stateOfStored(store, sha256)).good) await bringBack(pool, store, sha256);
  }
}

/** Copies a file of the backups into the storage; refuses what is no longer what its name says. */
export async function bringBack(pool: FilePool, store: FileStore, sha256: string): Promise<void> {
  const received = await store.receive(await pool.open(sha256));
  if (received.sha256 !== sha256) {
    await rm(received.path, { force: true });
    throw new DomainError('invalid', 'backup-unusable', `The file ${sha256} of this backup changed meanwhile`);
  }
  await store.adopt(received);
}

async function restoreCollection(source: BackupSource, expected: CollectionInBackup): Promise<void> {
  const collection = await emptyButForThePlace(expected.name);
  let rows = 0;
  for await (const batch of batchesOf(source, expected)) {
    const missing = batch.filter(({ _id }) => !OF_THE_PLACE.includes(String(_id)));
    if (missing.length > 0) {
      await collection.insertMany(missing as (mongo.BSON.Document & { _id: string })[], { ordered: true });
    }
    rows += batch.length;
  }
  if (rows !== expected.rows) throw unusable(`${expected.name} holds ${rows} rows instead of ${expected.rows}`);
}

async function emptyButForThePlace(name: string): Promise<mongo.Collection<mongo.BSON.Document & { _id: string }>> {
  const collection = database().collection<mongo.BSON.Document & { _id: string }>(name);
  await collection.deleteMany({ _id: { $nin: OF_THE_PLACE } });
  return collection;
}

function database(): mongo.Db {
  const { db } = mongoose.connection;
  if (!db) throw new Error('The database is not connected');
  return db;
}
