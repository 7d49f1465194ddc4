import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import mongoose, { type mongo } from 'mongoose';
import { DomainError } from '../errors.ts';
import type { FileStore } from '../files.ts';
import {
  type CollectionInBackup,
  collectionName,
  filesFolder,
  filesName,
  type Manifest,
  manifestName,
  manifestSchema,
} from './manifest.ts';
import { type BackupKey, openSealed, sealedName } from './sealed-file.ts';

const { BSON } = mongoose.mongo;

export interface RestoreOrder {
  /** One backup: the folder that holds its manifest. */
  readonly folder: string;
  readonly store: FileStore;
  readonly key: BackupKey | undefined;
  /** The version this program knows; a backup of a newer one is refused. */
  readonly storageVersion: number;
}

/** Reads what a backup says it holds; refuses one that is not whole, of a newer version, or of another key. */
export async function readManifest({ folder, key, storageVersion }: Omit<RestoreOrder, 'store'>): Promise<Manifest> {
  const path = join(folder, manifestName);
  if (!(await stat(path).catch(() => undefined))) throw unusable(`${folder} holds no finished backup`);
  const text = (await buffer(await openSealed(path, key))).toString('utf8');
  if (!key && text.startsWith('VANBAN-BACKUP'))
    throw unusable('This backup is encrypted: give its key with --key-file');
  const manifest = manifestSchema.safeParse(parsed(text));
  if (!manifest.success) throw unusable(`${path} is no manifest of a backup`, manifest.error);
  if (manifest.data.storageVersion > storageVersion)
    throw unusable('A newer Vanban made this backup: update Vanban first');
  return manifest.data;
}

/**
 * Puts a backup into an empty place: every collection and every file, each compared with the hash its manifest gives before a byte of
 * it is used. Refuses a place that holds anything.
 */
export async function restoreBackup(order: RestoreOrder): Promise<Manifest> {
  const manifest = await readManifest(order);
  await assertEmpty(order.store);
  for (const collection of manifest.collections) await restoreCollection(order, collection);
  await restoreFiles(order, manifest);
  return manifest;
}

async function assertEmpty(store: FileStore): Promise<void> {
  for await (const sha256 of store.list()) throw notEmpty(`the file ${sha256} is there`);
  for (const { name } of await database().listCollections({}, { nameOnly: true }).toArray()) {
    if (name.startsWith('system.')) continue;
    if ((await database().collection(name).estimatedDocumentCount()) > 0)
      throw notEmpty(`the collection ${name} has rows`);
  }
}

async function restoreCollection({ folder, key }: RestoreOrder, expected: CollectionInBackup): Promise<void> {
  const path = join(folder, collectionName(expected.name));
  await assertContent(path, key, expected.sha256);
  const collection = database().collection<mongo.BSON.Document & { _id: unknown }>(expected.name);
  let rows = 0;
  for await (const batch of batches(await openSealed(path, key))) {
    await collection.insertMany(batch as mongo.OptionalUnlessRequiredId<never>[], { ordered: true });
    rows += batch.length;
  }
  if (rows !== expected.rows) throw unusable(`${path} holds ${rows} rows instead of ${expected.rows}`);
}

async function restoreFiles({ folder, store, key }: RestoreOrder, manifest: Manifest): Promise<void> {
  const list = join(folder, filesName);
  await assertContent(list, key, manifest.files.sha256);
  const names = (await buffer(await openSealed(list, key))).toString('utf8').split('\n').filter(Boolean);
  for (const sha256 of names) {
    const name = sealedName(sha256, key);
    const received = await store.receive(
      await openSealed(join(folder, '..', filesFolder, name.slice(0, 2), name), key),
    );
    if (received.sha256 !== sha256) throw unusable(`The file ${sha256} of this backup was changed`);
    await store.adopt(received);
  }
}

async function assertContent(path: string, key: BackupKey | undefined, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of await openSealed(path, key)) hash.update(chunk);
  if (hash.digest('hex') !== sha256) throw unusable(`${path} is not what its manifest says`);
}

const MOST_ROWS = 500;
const MOST_BYTES = 8 * 1024 * 1024;

/** Documents out of a stream of BSON, some at a time. */
async function* batches(content: Readable): AsyncGenerator<mongo.BSON.Document[]> {
  let rest = Buffer.alloc(0);
  let batch: mongo.BSON.Document[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      if (length < 5) throw unusable('A collection of this backup is damaged');
      batch.push(BSON.deserialize(rest.subarray(0, length), { promoteValues: false, promoteBuffers: false }));
      rest = rest.subarray(length);
      bytes += length;
      if (batch.length >= MOST_ROWS || bytes >= MOST_BYTES) {
        yield batch;
        batch = [];
        bytes = 0;
      }
    }
  }
  if (rest.length > 0) throw unusable('A collection of this backup is cut off');
  if (batch.length > 0) yield batch;
}

function database(): mongo.Db {
  const { db } = mongoose.connection;
  if (!db) throw new Error('The database is not connected');
  return db;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable('The manifest of this backup cannot be read', cause);
  }
}

function unusable(message: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'backup-unusable', message, cause === undefined ? {} : { cause });
}

function notEmpty(what: string): DomainError {
  return new DomainError('conflict', 'not-empty', `A backup is restored into an empty place, but ${what}`);
}
