import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { chmod, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ByteRange } from '../api/byte-range.ts';
import type { FileReply } from '../api/contract.ts';
import { DomainError } from '../errors.ts';
import { syncFolder } from '../state/durable-file.ts';
import { makeFolder } from '../state/make-folder.ts';
import { AsideFiles } from './aside-files.ts';
import { type MeasureDisk, requireRoom } from './disk-space.ts';
import { isMissing, statOf, touched } from './file-state.ts';
import { incomingName, isAbandoned } from './incoming-name.ts';
import { PartialFiles } from './partial-files.ts';
import { piecesOfFile } from './pieces-of-file.ts';

/** Bytes by their content: the name of a file is the SHA-256 of what it holds. */
export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
}

/** Bytes under a temporary name, measured while they were written; `adopt` makes them a stored file. */
export interface ReceivedFile extends StoredFile {
  readonly path: string;
}

/** A stored file whose bytes were just compared with their hash. */
export interface VerifiedFile extends StoredFile {
  stream(range?: ByteRange): Readable;
  /** The same in pieces of one length, as `piecesOfFile` gives them. */
  pieces(length: number, range?: ByteRange): AsyncIterable<Buffer>;
}

/**
 * Content-addressed, immutable files, named by the SHA-256 of their bytes. Whatever leaves was compared with its hash first: bytes that changed on the
 * disk answer `integrity-failure` and are never sent.
 */
export interface FileStore {
  put(content: Uint8Array): Promise<StoredFile>;
  /** Each piece is written before the next is asked for, and need not hold any longer. */
  receive(content: AsyncIterable<Uint8Array>): Promise<ReceivedFile>;
  adopt(received: ReceivedFile): Promise<StoredFile>;
  open(sha256: string): Promise<VerifiedFile>;
  read(sha256: string): Promise<Uint8Array>;
  /** The file as an argument of a worker process, which reads it there (`WorkerFile`). */
  forWorker(sha256: string): Promise<{ readonly workerFile: string }>;
  /** Stores a file anew with more bytes at its end, without holding it in memory. */
  append(sha256: string, more: Uint8Array): Promise<StoredFile>;
  has(sha256: string): Promise<boolean>;
  /** How long a stored file is; refuses one that is not there. */
  sizeOf(sha256: string): Promise<number>;
  /** The names of all stored files. */
  list(): AsyncIterable<string>;
  /** The names of files that were last stored before this moment: first, or again with the same content. */
  untouchedSince(before: Date): Promise<Set<string>>;
  /** Moves a file that no row names out of the way, unless somebody has stored it since; whoever asks for it gets it back. */
  setAside(sha256: string, before: Date): Promise<boolean>;
  readonly aside: Pick<AsideFiles, 'since' | 'remove' | 'total'>;
  /** Files that come in parts, on the same disk, until they are whole. */
  readonly partial: Pick<PartialFiles, 'offsetOf' | 'append' | 'finish' | 'complete' | 'remove' | 'sweep'>;
}

let inUse: FileStore | undefined;

/** Says which store `files()` gives; called once by the composition root. */
export function useFiles(store: FileStore): void {
  inUse = store;
}

/** The file store of this process. */
export function files(): FileStore {
  if (!inUse) throw new Error('No file store is in use: call useFiles first');
  return inUse;
}

/** The reply that sends a stored file; its bytes are verified before the first of them leaves. */
export async function fileReply(
  sha256: string,
  { name, mediaType, disposition }: Pick<FileReply, 'name' | 'mediaType' | 'disposition'>,
): Promise<FileReply> {
  const file = await files().open(sha256);
  const { size, stream } = file;
  return { name, mediaType, disposition, size, sha256, open: () => stream(), openPart: (range) => stream(range) };
}

/** Bytes that were made for this one answer and are kept nowhere, as a file that leaves. */
export function madeReply(made: Uint8Array, named: Pick<FileReply, 'name' | 'mediaType' | 'disposition'>): FileReply {
  const bytes = Buffer.from(made.buffer, made.byteOffset, made.byteLength);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...named, size: bytes.length, sha256, open: () => Readable.from([bytes]) };
}

/** A file that was stored within this time need not be said to have been stored again: nobody looks for unnamed ones that young. */
const RECENT_MS = 12 * 3600 * 1000;
const VERIFIED_FOR_MS = 5 * 60 * 1000;
const MOST_VERIFIED = 1_000;

/** Files in a local folder: `<folder>/<ab>/<sha256>`, temporary ones in `<folder>/incoming`, unfinished ones in `<folder>/partial`. */
export class LocalFileStore implements FileStore {
  readonly #folder: string;
  readonly #incoming: string;
  readonly #measure: MeasureDisk | undefined;
  readonly aside: AsideFiles;
  readonly partial: PartialFiles;
  /** Folders of stored files whose own names are durable. */
  readonly #durable = new Set<string>();
  /** What was verified or written lately, by hash and the state of the file then. */
  readonly #verified = new Map<string, { readonly state: string; readonly until: number }>();

  private constructor(folder: string, measure?: MeasureDisk) {
    this.#folder = folder;
    this.#measure = measure;
    this.#incoming = join(folder, 'incoming');
    this.aside = new AsideFiles(join(folder, 'aside'));
    this.partial = new PartialFiles(join(folder, 'partial'), (received) => this.adopt(received), measure);
  }

  /** Opens the store, makes its folders and removes uploads that a process which ended has left unfinished. */
  static async at(folder: string, measure?: MeasureDisk): Promise<LocalFileStore> {
    const store = new LocalFileStore(folder, measure);
    await makeFolder(store.#incoming, 0o750);
    for (const name of await readdir(store.#incoming)) {
      const path = join(store.#incoming, name);
      const found = await statOf(path);
      if (found && isAbandoned(name, found.mtimeMs, Date.now())) await rm(path, { force: true });
    }
    return store;
  }

  /** Opens the store to read from it, and changes nothing there: for an account that may not. */
  static toRead(folder: string): LocalFileStore {
    return new LocalFileStore(folder);
  }

  /** Bytes that are here already are not written again: the other end of an exchange in one deployment brings the same. */
  async put(content: Uint8Array): Promise<StoredFile> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const size = content.byteLength;
    const found = await statOf(this.#pathOf(sha256));
    if (found && (await this.#isWhole(sha256, found)) && (await this.#touch(sha256, found))) return { sha256, size };
    const path = await this.#incomingFile((path) => writeFile(path, content, { flag: 'wx', mode: 0o440, flush: true }));
    return await this.#place({ path, sha256, size });
  }

  /** Writes under a temporary name while hashing; a stream that fails leaves nothing behind. Refuses when the disk is almost full. */
  async receive(content: AsyncIterable<Uint8Array>): Promise<ReceivedFile> {
    const hash = createHash('sha256');
    let size = 0;
    const measured = async function* () {
      for await (const piece of content) {
        hash.update(piece);
        size += piece.length;
        yield piece;
      }
    };
    const path = await this.#incomingFile((path) =>
      writeFile(path, measured(), { flag: 'wx', mode: 0o640, flush: true }),
    );
    return { path, sha256: hash.digest('hex'), size };
  }

  /** Has a file written under a temporary name, which it gives; one that could not be written leaves nothing behind. */
  async #incomingFile(write: (path: string) => Promise<void>): Promise<string> {
    await requireRoom(this.#incoming, this.#measure);
    const path = join(this.#incoming, incomingName());
    try {
      await write(path);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return path;
  }

  async adopt(received: ReceivedFile): Promise<StoredFile> {
    await chmod(received.path, 0o440);
    return await this.#place(received);
  }

  /** Gives a file its name for good, durably. */
  async #place({ path, sha256, size }: ReceivedFile): Promise<StoredFile> {
    const final = this.#pathOf(sha256);
    const folder = dirname(final);
    await this.#makeDurable(folder);
    await rename(path, final);
    await syncFolder(folder);
    const state = await statOf(final);
    if (state) this.#remember(sha256, stateText(state));
    return { sha256, size };
  }

  /** Makes a folder of stored files with its own name durable, once for this process. */
  async #makeDurable(folder: string): Promise<void> {
    if (this.#durable.has(folder)) return;
    await makeFolder(folder, 0o750);
    await syncFolder(this.#folder);
    this.#durable.add(folder);
  }

  async open(sha256: string): Promise<VerifiedFile> {
    const path = this.#pathOf(sha256);
    const size = await this.#verify(sha256);
    return {
      ...{ sha256, size, stream: (range) => createReadStream(path, range) },
      pieces: (length, range) => piecesOfFile(path, length, range),
    };
  }

  async read(sha256: string): Promise<Uint8Array> {
    const { size } = await this.#stateOf(sha256);
    const content = Buffer.allocUnsafe(size);
    // Piece by piece, so that a long file does not keep everybody else waiting.
    const hash = createHash('sha256');
    let held = 0;
    for await (const piece of this.#piecesOf(sha256)) {
      held += piece.copy(content, held);
      hash.update(piece);
    }
    if (held !== size || hash.digest('hex') !== sha256) throw integrityFailure(sha256);
    return content;
  }

  async forWorker(sha256: string): Promise<{ readonly workerFile: string }> {
    await this.#verify(sha256);
    return { workerFile: this.#pathOf(sha256) };
  }

  async append(sha256: string, more: Uint8Array): Promise<StoredFile> {
    const { stream } = await this.open(sha256);
    const both = async function* () {
      yield* stream();
      yield more;
    };
    return await this.adopt(await this.receive(both()));
  }

  async sizeOf(sha256: string): Promise<number> {
    return (await this.#stateOf(sha256)).size;
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#find(sha256)) !== undefined;
  }

  async *list(): AsyncGenerator<string> {
    for (const part of await readdir(this.#folder)) {
      if (!/^[0-9a-f]{2}$/.test(part)) continue;
      for (const name of await readdir(join(this.#folder, part))) if (/^[0-9a-f]{64}$/.test(name)) yield name;
    }
  }

  async untouchedSince(before: Date): Promise<Set<string>> {
    const names = new Set<string>();
    for await (const sha256 of this.list()) {
      const state = await statOf(this.#pathOf(sha256));
      if (state && state.mtime < before) names.add(sha256);
    }
    return names;
  }

  async setAside(sha256: string, before: Date): Promise<boolean> {
    return await this.aside.take(this.#pathOf(sha256), sha256, before);
  }

  /** Says that somebody stores these bytes again now; false when they went meanwhile, and must be written anew. */
  async #touch(sha256: string, { mtimeMs }: Stats): Promise<boolean> {
    return Date.now() - mtimeMs < RECENT_MS || (await touched(this.#pathOf(sha256)));
  }

  /** What is known of a stored file, brought back if it was set aside. */
  async #find(sha256: string): Promise<Stats | undefined> {
    const path = this.#pathOf(sha256);
    const state = await statOf(path);
    if (state) return state;
    return (await this.aside.giveBack(path, sha256)) ? await statOf(path) : undefined;
  }

  async #stateOf(sha256: string): Promise<Stats> {
    const state = await this.#find(sha256);
    if (!state) throw integrityFailure(sha256);
    return state;
  }

  /** Whether the bytes of a file that was found are still what they were. */
  async #isWhole(sha256: string, found: Stats): Promise<boolean> {
    return await this.#verify(sha256, found).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DomainError && error.code === 'integrity-failure') return false;
        throw error;
      },
    );
  }

  #pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('A stored file is named by its SHA-256');
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  async *#piecesOf(sha256: string): AsyncGenerator<Buffer> {
    try {
      yield* piecesOfFile(this.#pathOf(sha256));
    } catch (error) {
      throw isMissing(error) ? integrityFailure(sha256, error) : error;
    }
  }

  async #verify(sha256: string, file?: Stats): Promise<number> {
    const found = file ?? (await this.#stateOf(sha256));
    const [state, size] = [stateText(found), found.size];
    const known = this.#verified.get(sha256);
    if (known?.state === state && known.until > Date.now()) return size;
    this.#verified.delete(sha256);
    const hash = createHash('sha256');
    for await (const piece of this.#piecesOf(sha256)) hash.update(piece);
    if (hash.digest('hex') !== sha256) throw integrityFailure(sha256);
    this.#remember(sha256, state);
    return size;
  }

  #remember(sha256: string, state: string): void {
    const [oldest] = this.#verified.keys();
    if (this.#verified.size >= MOST_VERIFIED && oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(sha256, { state, until: Date.now() + VERIFIED_FOR_MS });
  }
}

/** Tells one content of a file from any that it has later. */
function stateText({ mtimeMs, ctimeMs, ino, size }: Stats): string {
  return `${ino}/${size}/${mtimeMs}/${ctimeMs}`;
}

function integrityFailure(sha256: string, cause?: unknown): DomainError {
  return new DomainError('internal', 'integrity-failure', 'A stored file is not what was stored; it is not sent', {
    cause: cause ?? new Error(`The file ${sha256} does not have this hash`),
  });
}
