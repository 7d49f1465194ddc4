import { rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '../errors.ts';
import { syncFolder } from '../state/durable-file.ts';
import { makeFolder } from '../state/make-folder.ts';
import { systemErrorCode } from '../state/start-up-failure.ts';
import { filesFolder } from './manifest.ts';
import { type BackupKey, hashOf, openSealed, sealedName, writeSealed } from './sealed-file.ts';

/** How a copy of a file stands: as it should, not there, or not what its name says. */
export type CopyState = 'good' | 'missing' | 'damaged';

/** The stored files of all backups in a folder: each once, under its hash, or with a key under a name that tells nothing. */
export class FilePool {
  readonly folder: string;
  readonly #key: BackupKey | undefined;

  constructor(backups: string, key: BackupKey | undefined) {
    this.folder = join(backups, filesFolder);
    this.#key = key;
  }

  pathOf(sha256: string): string {
    const name = sealedName(sha256, this.#key);
    return join(this.folder, name.slice(0, 2), name);
  }

  /** Bytes that the copy takes on the disk; nothing when there is none. */
  async sizeOf(sha256: string): Promise<number | undefined> {
    return await stat(this.pathOf(sha256)).then(
      (found) => (found.isFile() ? found.size : undefined),
      () => undefined,
    );
  }

  /** Reads the whole copy and compares it with its hash. */
  async check(sha256: string): Promise<CopyState> {
    if ((await this.sizeOf(sha256)) === undefined) return 'missing';
    try {
      return (await hashOf(await this.open(sha256))) === sha256 ? 'good' : 'damaged';
    } catch (error) {
      if (error instanceof DomainError || systemErrorCode(error) !== undefined) return 'damaged';
      throw error;
    }
  }

  /** The content of a copy, unchecked: the caller compares it with its hash. */
  async open(sha256: string): Promise<Readable> {
    return await openSealed(this.pathOf(sha256), this.#key);
  }

  /** Copies a file in; it gets its name only when it is complete. Gives whether the content has the hash that it is named by. */
  async put(sha256: string, content: Readable): Promise<boolean> {
    const path = this.pathOf(sha256);
    await makeFolder(dirname(path), 0o700);
    const draft = `${path}.part`;
    await rm(draft, { force: true });
    try {
      const written = await writeSealed(draft, content, this.#key);
      if (written.sha256 !== sha256) return false;
      await rename(draft, path);
      await syncFolder(dirname(path));
      return true;
    } finally {
      await rm(draft, { force: true });
    }
  }
}
