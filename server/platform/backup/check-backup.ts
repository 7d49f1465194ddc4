import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { documentsNaming, filesNamedIn, storesOfFiles } from '../files/named-files.ts';
import { parseState } from '../state/state-file.ts';
import { type CopyState, FilePool } from './file-pool.ts';
import { collectionName, filesName, type Manifest, manifestName, manifestSchema } from './manifest.ts';
import { type BackupSource, rowsInBackup } from './rows-of-backup.ts';
import { hashOf, isSealed, openSealed } from './sealed-file.ts';
import { unusable } from './unusable.ts';

/** A file that rows of a backup name and of which the backup has no good copy. */
export interface LackingFile {
  readonly sha256: string;
  readonly state: CopyState;
  /** The documents it belongs to: number and symbol. */
  readonly named: readonly string[];
}

export interface CheckedBackup {
  readonly manifest: Manifest;
  /** The files with a good copy that can be restored, each read to its end. */
  readonly files: readonly string[];
  readonly lacking: readonly LackingFile[];
}

/** Reads what a backup says it holds; refuses one that is not whole, of a newer version, or of another key. */
export async function readManifest({ folder, key }: BackupSource, storageVersion: number): Promise<Manifest> {
  const path = join(folder, manifestName);
  if (!(await stat(path).catch(() => undefined))) {
    throw unusable(`${folder} không chứa bản sao lưu nào đã ghi xong. (It holds no finished backup.)`);
  }
  if (!key && (await isSealed(path))) {
    throw unusable('Bản sao lưu này được mã hoá: hãy thêm --key-file. (This backup is encrypted: add --key-file.)');
  }
  const manifest = parseState((await buffer(await openSealed(path, key))).toString('utf8'), manifestSchema);
  if (!manifest) throw unusable(`${path} hỏng hoặc bị cắt. (The manifest is damaged or cut off.)`);
  if (manifest.storageVersion > storageVersion) {
    throw unusable(
      'Vanban mới hơn đã tạo bản sao lưu này: hãy cập nhật trước. (A newer Vanban made it: update first.)',
    );
  }
  return manifest;
}

/**
 * Reads all of a backup before anything is made of it: every collection and every file, each compared with its hash. Refuses damaged
 * collections; files without a good copy are told with the documents they belong to, for the caller to decide.
 */
export async function checkBackup(source: BackupSource, storageVersion: number): Promise<CheckedBackup> {
  const manifest = await readManifest(source, storageVersion);
  for (const { name, sha256 } of manifest.collections) await assertContent(source, collectionName(name), sha256);
  await assertContent(source, filesName, manifest.files.sha256);
  const pool = new FilePool(dirname(source.folder), source.key);
  const files: string[] = [];
  const states = new Map<string, CopyState>();
  for (const sha256 of await filesOf(source, manifest)) {
    const state = await pool.check(sha256);
    if (state === 'good') files.push(sha256);
    else states.set(sha256, state);
  }
  const rows = (store: Parameters<typeof rowsInBackup>[2]) => rowsInBackup(source, manifest, store);
  const documents = await documentsNaming(new Set(states.keys()), rows);
  const lacking = [...states].map(([sha256, state]) => ({ sha256, state, named: documents.get(sha256) ?? [] }));
  return { manifest, files, lacking };
}

/** The files that rows of a backup name. What else its manifest lists, uploads that were never registered, a restore does not need. */
async function filesOf(source: BackupSource, manifest: Manifest): Promise<readonly string[]> {
  const named = new Set<string>();
  for (const store of storesOfFiles()) {
    for await (const row of rowsInBackup(source, manifest, store)) {
      for (const sha256 of filesNamedIn(row)) named.add(sha256);
    }
  }
  return [...named].sort();
}

async function assertContent({ folder, key }: BackupSource, name: string, sha256: string): Promise<void> {
  const path = join(folder, name);
  if ((await hashOf(await openSealed(path, key))) === sha256) return;
  throw unusable(
    `${path} không khớp với manifest.json: hãy dùng bản sao lưu khác. (It is not what its manifest says: use another backup.)`,
  );
}
