import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { storedRows } from '../database/store.ts';
import { DomainError } from '../errors.ts';
import type { FileStore } from '../files/files.ts';
import { documentsNaming } from '../files/named-files.ts';
import { lockFolder } from '../start/storage-lock.ts';
import { syncFolder } from '../state/durable-file.ts';
import { makeFolder } from '../state/make-folder.ts';
import { StartUpFailure, systemErrorCode } from '../state/start-up-failure.ts';
import { type Copied, copyFiles, type StoredFault } from './copy-files.ts';
import { dumpDatabase } from './dump-database.ts';
import { FilePool } from './file-pool.ts';
import { filesName, type Manifest, manifestName } from './manifest.ts';
import { assertSameKey, type BackupKey, writeSealed } from './sealed-file.ts';

export interface BackupOrder {
  /** The folder of all backups; this one becomes a folder in it. */
  readonly folder: string;
  readonly store: FileStore;
  readonly key: BackupKey | undefined;
  readonly storageVersion: number;
  readonly now: Date;
  /** How many bytes of earlier backups are read and compared with their hash in this run. */
  readonly checkBytes: number;
}

/** A stored file that is not as it was stored, with the documents it belongs to. */
export interface FaultOfDocument extends StoredFault {
  readonly named: readonly string[];
}

export interface BackupTaken extends Pick<Copied, 'newFiles' | 'mended' | 'checked'> {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly faults: readonly FaultOfDocument[];
}

/**
 * Writes a backup while the server goes on: all collections as they stood at one moment (snapshot reads), then the stored files that
 * their rows name. Acts committed during it may add files, never take some away, so every row finds its own. A stored file that is gone,
 * damaged or unreadable stops nothing: it is told with its document, and its good copy in an earlier backup stays listed.
 */
export async function takeBackup(order: BackupOrder): Promise<BackupTaken> {
  const { folder, key, now } = order;
  const pool = new FilePool(folder, key);
  return await onDisk(folder, async () => {
    await makeFolder(pool.folder, 0o700);
    const unlock = await lockFolder(folder, anotherRuns);
    try {
      await removeCutOff(folder);
      await assertSameKey(await newestManifest(folder), key);
      const final = join(folder, now.toISOString().replaceAll(/[-:]|\.\d+/g, ''));
      const draft = `${final}.part`;
      await mkdir(draft, { mode: 0o700 });
      try {
        const taken = await writeBackup(order, pool, draft);
        await rename(draft, final);
        await syncFolder(folder);
        return { folder: final, ...taken };
      } finally {
        await rm(draft, { recursive: true, force: true });
      }
    } finally {
      await unlock();
    }
  });
}

async function writeBackup(
  { store, key, now, storageVersion, checkBytes }: BackupOrder,
  pool: FilePool,
  draft: string,
): Promise<Omit<BackupTaken, 'folder'>> {
  const { collections, named } = await dumpDatabase(draft, key);
  const { held, bytes, faults, ...copied } = await copyFiles(named, { store, pool, checkBytes });
  const documents = await documentsNaming(new Set(faults.map(({ sha256 }) => sha256)), storedRows);
  const told = faults.map((fault) => ({ ...fault, named: documents.get(fault.sha256) ?? [] }));
  const list = Readable.from([Buffer.from(held.map((name) => `${name}\n`).join(''))]);
  const { sha256 } = await writeSealed(join(draft, filesName), list, key);
  const manifest: Manifest = {
    format: 'vanban-backup/2',
    at: now.toISOString(),
    storageVersion,
    encrypted: key !== undefined,
    collections: [...collections],
    files: { count: held.length, bytes, sha256 },
    lacking: told.filter(({ kept }) => !kept).map((fault) => ({ sha256: fault.sha256, named: [...fault.named] })),
  };
  await writeSealed(join(draft, manifestName), Readable.from([Buffer.from(JSON.stringify(manifest, null, 2))]), key);
  await syncFolder(draft);
  return { manifest, faults: told, ...copied };
}

/** The backups in a folder that were finished, oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    return [];
  });
  return names.filter((name) => /^\d{8}T\d{6}Z$/.test(name)).sort();
}

/** The manifest of the newest finished backup in a folder. */
async function newestManifest(folder: string): Promise<string | undefined> {
  const newest = (await backupsIn(folder)).at(-1);
  return newest && join(folder, newest, manifestName);
}

/** What runs that were killed left of themselves. */
async function removeCutOff(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/^\d{8}T\d{6}Z\.part$/.test(name)) await rm(join(folder, name), { recursive: true });
  }
}

function anotherRuns(folder: string, pid: number): StartUpFailure {
  return new StartUpFailure(
    `Một lần sao lưu khác (tiến trình ${pid}) đang ghi vào ${folder}: hãy đợi nó xong rồi chạy lại.`,
    `Another backup (process ${pid}) writes into ${folder}: wait until it is done and run this again.`,
  );
}

/** A disk that is full ends the run in one sentence; nothing half is left. */
async function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!['ENOSPC', 'EDQUOT'].includes(systemErrorCode(cause) ?? '')) throw cause;
    const detail = `Đĩa của ${folder} đã đầy, chưa có bản sao lưu nào được ghi: hãy xoá bớt bản cũ hoặc dùng đĩa lớn hơn. (The disk is full; no backup was written: remove old ones or use a larger disk.)`;
    throw new DomainError('no-space', 'backup-disk-full', detail, { cause });
  }
}
