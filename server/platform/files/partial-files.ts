import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../errors.ts';
import { log } from '../log.ts';
import { syncFolder } from '../state/durable-file.ts';
import { makeFolder } from '../state/make-folder.ts';
import { processMark } from '../state/process-mark.ts';
import { systemErrorCode } from '../state/start-up-failure.ts';
import { type MeasureDisk, requireRoom } from './disk-space.ts';
import { isMissing, statOf, unlessMissing } from './file-state.ts';
import type { ReceivedFile, StoredFile } from './files.ts';
import { isAbandoned } from './incoming-name.ts';
import { piecesOfFile } from './pieces-of-file.ts';

/** Where a part of a file begins, and how long the whole file will be. */
export interface Part {
  readonly from: number;
  readonly total: number;
}

/** How far a file is, and the name under which its folder holds it: the number of bytes that count, and who is at it, if anybody. */
interface Held {
  readonly name: string;
  readonly offset: number;
}

/**
 * Files that come in parts over days and connections, each under an id of its owner's making. One lies as `<folder>/<id>/<offset>`, where
 * the offset says how many of its bytes count: they were synced before the name said so. Whoever works on it first renames it to
 * `<offset>.<process>`, which one of several processes can; what a process leaves that was killed is taken over from the same offset.
 */
export class PartialFiles {
  readonly #folder: string;
  readonly #adopt: (received: ReceivedFile) => Promise<StoredFile>;
  readonly #measure: MeasureDisk | undefined;

  constructor(folder: string, adopt: (received: ReceivedFile) => Promise<StoredFile>, measure?: MeasureDisk) {
    this.#folder = folder;
    this.#adopt = adopt;
    this.#measure = measure;
  }

  /** How many bytes are held durably. */
  async offsetOf(id: string): Promise<number> {
    return (await this.#held(id))?.offset ?? 0;
  }

  /**
   * Adds bytes at the end of a file and gives where it ends then, once they are durable; each piece is written before the next is asked for. A stream that fails adds nothing. Refuses with
   * `offset-mismatch` and the offset a part that begins elsewhere, with `attachment-mismatch` what goes beyond `total`, with
   * `unavailable` while another part is being received, and when the disk is almost full.
   */
  async append(id: string, { from, total }: Part, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    await this.#begin(id);
    return await this.#holding(id, from, async (path) => {
      const to = from + (await write(path, from, total - from, bytes));
      await rename(path, join(this.#folderOf(id), String(to)));
      await syncFolder(this.#folderOf(id));
      return to;
    });
  }

  /**
   * Makes a file that is complete a stored file, without copying it. Refuses with `offset-mismatch` one that is not as long as said; with
   * `attachment-mismatch` one with another hash, which is removed and may be sent anew.
   */
  async finish(id: string, { sha256, size }: StoredFile): Promise<StoredFile> {
    return await this.complete(id, size, async (received) => {
      if (received.sha256 === sha256) return await this.#adopt(received);
      await this.remove(id);
      const found = received.sha256;
      throw new DomainError('invalid', 'attachment-mismatch', `The file has the SHA-256 ${found}, not ${sha256}`);
    });
  }

  /**
   * Gives a file that is complete, measured, to whoever takes it over, and forgets it then; what cannot be taken over stays. Refuses with
   * `offset-mismatch` one that is not as long as said.
   */
  async complete<T>(id: string, size: number, take: (received: ReceivedFile) => Promise<T>): Promise<T> {
    return await this.#holding(id, size, async (path) => {
      const taken = await take({ path, size, sha256: await sha256Of(path) });
      await this.remove(id);
      return taken;
    });
  }

  /** Forgets a file, wherever it stands. */
  async remove(id: string): Promise<void> {
    await rm(this.#folderOf(id), { recursive: true, force: true });
  }

  /** Removes what nobody has added to since a moment, which the id tells. */
  async sweep(before: (id: string) => Date): Promise<number> {
    let removed = 0;
    for (const id of await namesIn(this.#folder)) {
      const folder = join(this.#folder, id);
      const places = [folder, ...(await namesIn(folder)).map((name) => join(folder, name))];
      const states = await Promise.all(places.map((path) => statOf(path)));
      if (states.some((state) => state === undefined || state.mtime >= before(id))) continue;
      await rm(folder, { recursive: true, force: true });
      removed += 1;
    }
    if (removed > 0) log.info({ removed }, 'files that never came to their end');
    return removed;
  }

  /** Makes room for a file, unless it has begun. */
  async #begin(id: string): Promise<void> {
    await makeFolder(this.#folder, 0o750);
    await requireRoom(this.#folder, this.#measure);
    if (await this.#held(id)) return;
    const draft = join(this.#folder, `new.${randomUUID()}`);
    try {
      await mkdir(draft, { mode: 0o750 });
      await writeFile(join(draft, '0'), '', { mode: 0o640 });
      // A folder that holds something is never replaced: of several that begin a file, one does.
      await rename(draft, this.#folderOf(id));
      await syncFolder(this.#folder);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes(systemErrorCode(error) ?? '')) throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  /** Works on a file as the only one, from this offset; what fails leaves it as it was. */
  async #holding<T>(id: string, offset: number, work: (path: string) => Promise<T>): Promise<T> {
    const held = await this.#held(id);
    if (held?.offset !== offset) throw offsetMismatch(held?.offset ?? 0);
    const folder = this.#folderOf(id);
    const found = join(folder, held.name);
    const state = await statOf(found);
    const isFree = held.name === String(offset) || (state && isAbandoned(held.name, state.mtimeMs, Date.now()));
    const path = join(folder, `${offset}.${processMark()}`);
    if (!isFree || !(await unlessMissing(rename(found, path)))) throw inUse();
    try {
      return await work(path);
    } catch (error) {
      await unlessMissing(rename(path, join(folder, String(offset))));
      throw error;
    }
  }

  async #held(id: string): Promise<Held | undefined> {
    const [name] = await namesIn(this.#folderOf(id));
    return name === undefined ? undefined : { name, offset: Number.parseInt(name, 10) };
  }

  #folderOf(id: string): string {
    if (!/^[A-Za-z0-9_-]{1,200}$/.test(id)) throw new Error('A partial file is named by letters, digits, _ and -');
    return join(this.#folder, id);
  }
}

/** Puts bytes at this place of a file, at the end of what counts, durably; gives how many. */
async function write(path: string, from: number, most: number, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  // What a part left that did not come to its end.
  await truncate(path, from);
  let written = 0;
  const bounded = async function* () {
    for await (const chunk of bytes) {
      written += chunk.length;
      if (written > most) throw longerThanSaid(from + most);
      yield chunk;
    }
  };
  await writeFile(path, bounded(), { flag: 'a', flush: true });
  return written;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOfFile(path)) hash.update(piece);
  return hash.digest('hex');
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function offsetMismatch(offset: number): DomainError {
  return new DomainError('conflict', 'offset-mismatch', `The next part begins at ${offset}`, { extra: { offset } });
}

function longerThanSaid(total: number): DomainError {
  return new DomainError('invalid', 'attachment-mismatch', `The file is longer than the ${total} bytes that were said`);
}

function inUse(): DomainError {
  return new DomainError('unavailable', 'unavailable', 'Another part of this file is being received', {
    retryAfter: 5,
  });
}
