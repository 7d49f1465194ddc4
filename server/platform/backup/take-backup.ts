import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import mongoose, { type mongo } from 'mongoose';
import { syncFolder } from '../durable-file.ts';
import { DomainError } from '../errors.ts';
import type { FileStore } from '../files.ts';
import { collectionName, filesFolder, filesName, leftOut, type Manifest, manifestName } from './manifest.ts';
import { type BackupKey, sealedName, writeSealed } from './sealed-file.ts';

export interface BackupOrder {
  /** The folder of all backups; this one becomes a folder in it. */
  readonly folder: string;
  readonly store: FileStore;
  readonly key: BackupKey | undefined;
  readonly storageVersion: number;
  readonly now: Date;
}

export interface BackupTaken {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Files this backup added to those of earlier ones. */
  readonly newFiles: number;
  /** Stored files that are no longer what was stored; they are in no backup. */
  readonly damaged: readonly string[];
}

/**
 * Writes a backup while the server goes on: all collections as they stood at one moment (snapshot reads), then the stored files that
 * earlier backups in the folder lack. Acts committed during it may add files, never take some away, so every row finds its own.
 */
export async function takeBackup(order: BackupOrder): Promise<BackupTaken> {
  const { folder, key, now } = order;
  const final = join(folder, now.toISOString().replaceAll(/[-:]|\.\d+/g, ''));
  const draft = `${final}.part`;
  await mkdir(join(folder, filesFolder), { recursive: true, mode: 0o700 });
  await mkdir(draft, { mode: 0o700 }).catch((cause: unknown) => {
    throw new DomainError(
      'conflict',
      'backup-runs',
      `${draft} is there already: another backup runs, or one was cut off`,
      { cause },
    );
  });
  try {
    const collections = await dumpDatabase(draft, key);
    const { files, newFiles, damaged } = await copyFiles(order, draft);
    const manifest: Manifest = {
      format: 'vanban-backup/1',
      at: now.toISOString(),
      storageVersion: order.storageVersion,
      encrypted: key !== undefined,
      collections,
      files,
    };
    await writeSealed(join(draft, manifestName), Readable.from([Buffer.from(JSON.stringify(manifest, null, 2))]), key);
    await syncFolder(draft);
    await rename(draft, final);
    await syncFolder(folder);
    return { folder: final, manifest, newFiles, damaged };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function dumpDatabase(folder: string, key: BackupKey | undefined): Promise<Manifest['collections']> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('The database is not connected');
  const session = await mongoose.connection.startSession({ snapshot: true });
  try {
    const found = await db.listCollections({}, { nameOnly: true }).toArray();
    const names = found.map(({ name }) => name).filter((name) => !name.startsWith('system.') && !leftOut.has(name));
    const collections: Manifest['collections'] = [];
    for (const name of names.sort()) {
      let rows = 0;
      const content = Readable.from(
        documentsOf(db, name, session, () => {
          rows += 1;
        }),
      );
      const written = await writeSealed(join(folder, collectionName(name)), content, key);
      collections.push({ name, rows, ...written });
    }
    return collections;
  } finally {
    await session.endSession();
  }
}

/** The documents of a collection, each as the BSON the database holds. */
async function* documentsOf(db: mongo.Db, name: string, session: mongo.ClientSession, count: () => void) {
  const cursor = db
    .collection(name, { readConcern: { level: 'snapshot' } })
    .find({}, { session, raw: true, sort: { _id: 1 }, allowDiskUse: true });
  for await (const document of cursor) {
    count();
    // With `raw` the driver gives the bytes instead of the value its types speak of.
    yield document as unknown as Buffer;
  }
}

async function copyFiles({ folder, store, key }: BackupOrder, draft: string) {
  const kept = join(folder, filesFolder);
  const names: string[] = [];
  const damaged: string[] = [];
  let newFiles = 0;
  let bytes = 0;
  for await (const sha256 of store.list()) {
    const name = sealedName(sha256, key);
    const path = join(kept, name.slice(0, 2), name);
    const size = await sizeOf(path);
    if (size !== undefined) {
      names.push(sha256);
      bytes += size;
      continue;
    }
    try {
      bytes += await copyFile(store, sha256, path, key);
      newFiles += 1;
      names.push(sha256);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'integrity-failure') throw error;
      damaged.push(sha256);
    }
  }
  const list = Readable.from([Buffer.from(names.map((name) => `${name}\n`).join(''))]);
  const { sha256 } = await writeSealed(join(draft, filesName), list, key);
  return { files: { count: names.length, bytes, sha256 }, newFiles, damaged };
}

/** Copies what was just compared with its hash, under its name only once it is whole. */
async function copyFile(store: FileStore, sha256: string, path: string, key: BackupKey | undefined): Promise<number> {
  const file = await store.open(sha256);
  const folder = join(path, '..');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.part`;
  await rm(draft, { force: true });
  const written = await writeSealed(draft, file.stream(), key);
  if (written.sha256 !== sha256) {
    await rm(draft, { force: true });
    throw new DomainError('internal', 'integrity-failure', `The file ${sha256} changed while it was copied`);
  }
  await rename(draft, path);
  return written.bytes;
}

async function sizeOf(path: string): Promise<number | undefined> {
  return await stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

/** The backups in a folder that were finished, oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\d{8}T\d{6}Z$/.test(name)).sort();
}
