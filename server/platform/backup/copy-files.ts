import { join } from 'node:path';
import type { FileStore } from '../files/files.ts';
import { damagedState, notStored, type StoredState, stateOfStored } from '../files/stored-state.ts';
import { replaceFile } from '../state/durable-file.ts';
import { readStateText, reasonOf, type Way } from '../state/state-file.ts';
import type { FilePool } from './file-pool.ts';

/** A stored file that a row names and that is not there as it was stored. */
export interface StoredFault {
  readonly sha256: string;
  readonly why: Way;
  /** Whether the backups still hold a good copy. */
  readonly kept: boolean;
}

export interface Copied {
  /** Files that the backups hold now, in order. */
  readonly held: readonly string[];
  readonly bytes: number;
  readonly newFiles: number;
  /** Copies of earlier backups that were damaged and are good again. */
  readonly mended: number;
  readonly faults: readonly StoredFault[];
  /** How many files were read to their end, stored and in the backups; of the others only that they are there was looked at. */
  readonly checked: number;
}

/**
 * Brings the files that rows name into the pool. Each stored file is looked for; as many as `checkBytes` allow are read and compared
 * with their hash, here and in the pool, going on where the last backup ended, so that all of them are in a few runs.
 */
export async function copyFiles(
  named: ReadonlySet<string>,
  { store, pool, checkBytes }: { readonly store: FileStore; readonly pool: FilePool; readonly checkBytes: number },
): Promise<Copied> {
  const round = await Round.begin([...named].sort(), pool.folder, checkBytes);
  const held: string[] = [];
  const faults: StoredFault[] = [];
  let [bytes, newFiles, mended] = [0, 0, 0];
  for (const sha256 of round.files) {
    const copy = await pool.sizeOf(sha256);
    const isChecked = round.takes(sha256, copy);
    let stored = isChecked ? await stateOfStored(store, sha256) : await isStored(store, sha256);
    const copyIsGood = copy !== undefined && (!isChecked || (await pool.check(sha256)) === 'good');
    if (!copyIsGood && stored.good) stored = await bringIn(store, pool, sha256);
    const kept = copyIsGood || stored.good;
    if (!copyIsGood && kept) {
      if (copy === undefined) newFiles += 1;
      else mended += 1;
    }
    if (kept) {
      held.push(sha256);
      bytes += (await pool.sizeOf(sha256)) ?? 0;
    }
    if (!stored.good) faults.push({ sha256, why: stored.why, kept });
  }
  await round.end();
  return { held: held.sort(), bytes, newFiles, mended, faults, checked: round.checked };
}

/** Copies a stored file in; what cannot be read of it is its fault, what cannot be written is the pool's and ends the run. */
async function bringIn(store: FileStore, pool: FilePool, sha256: string): Promise<StoredState> {
  try {
    const file = await store.open(sha256);
    if (await pool.put(sha256, file.stream())) return { good: true, size: file.size };
    return damagedState('thay đổi trong lúc chép', 'it changed while it was copied');
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && error.syscall === 'read')
      return { good: false, fault: 'unreadable', why: reasonOf(error) };
    throw error;
  }
}

async function isStored(store: FileStore, sha256: string): Promise<StoredState> {
  return (await store.has(sha256)) ? { good: true, size: 0 } : notStored;
}

const way = { vietnamese: 'xoá tệp này', english: 'remove it' };

/** The order of one run: from the file after the last one that was read, once around. */
class Round {
  readonly files: readonly string[];
  readonly #path: string;
  readonly #checkBytes: number;
  #read = 0;
  #last: string | undefined;
  checked = 0;

  private constructor(files: readonly string[], path: string, checkBytes: number) {
    this.files = files;
    this.#path = path;
    this.#checkBytes = checkBytes;
  }

  static async begin(files: readonly string[], folder: string, checkBytes: number): Promise<Round> {
    const path = join(folder, 'checked.txt');
    const last = (await readStateText(path, way))?.trim() ?? '';
    const after = files.findIndex((sha256) => sha256.slice(0, last.length) > last);
    const ordered = last === '' || after === -1 ? files : [...files.slice(after), ...files.slice(0, after)];
    return new Round(ordered, path, checkBytes);
  }

  /** Whether this file, with a copy of this many bytes, is read in this run; one without a copy is in any case. */
  takes(sha256: string, copyBytes: number | undefined): boolean {
    if (copyBytes !== undefined) {
      if (this.#read >= this.#checkBytes) return false;
      this.#read += copyBytes;
      this.#last = sha256;
    }
    this.checked += 1;
    return true;
  }

  async end(): Promise<void> {
    // A part of the hash is enough to go on from, and tells nobody which files there are.
    if (this.#last !== undefined) await replaceFile(this.#path, `${this.#last.slice(0, 8)}\n`);
  }
}
