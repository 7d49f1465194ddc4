import type { mongo } from 'mongoose';
import { currentTime, isWithin } from '../clock.ts';
import { defineStore, type Row, readAll, rowsOf, type Store, type StoredRow } from '../database/store.ts';
import { log } from '../log.ts';
import { files } from './files.ts';
import { filesNamedIn, storesOfFiles, wholeTitle } from './named-files.ts';
import { type StoredFault, stateOfStored } from './stored-state.ts';

/** A stored file that the last look found gone, damaged or unreadable; its id is the SHA-256. A finding, no evidence. */
export interface StoredFileFinding extends Row {
  /** Whose document it belongs to; absent when it belongs to no agency, like the image of a person's signature. */
  readonly agencyId?: string;
  readonly fault: StoredFault;
  /** Number and symbol of the document. */
  readonly named: string;
  readonly since: Date;
  readonly seenAt: Date;
}

export const storedFileFindings = defineStore<StoredFileFinding>(
  'storedFileFindings',
  { agencyId: String, fault: String, named: String, since: Date, seenAt: Date },
  [{ keys: { agencyId: 1, since: 1 } }],
  { evidence: false },
);

/** Where the look at all stored files stands: after this row of this store. */
interface FileRound extends Row {
  readonly store: string;
  readonly after: string;
  readonly beganAt: Date;
  readonly endedAt?: Date;
}

export const fileRounds = defineStore<FileRound>(
  'fileRounds',
  { store: String, after: String, beganAt: Date, endedAt: Date },
  [],
  { evidence: false },
);

export interface FileKeeperOptions {
  /** How often a part is looked at. */
  readonly everyMs?: number;
  /** How much is read at a time, so that the disk stays free for people. */
  readonly mostBytes?: number;
  readonly mostRows?: number;
  /** How long it rests between two rounds. */
  readonly restMs?: number;
}

/**
 * Reads all stored files that rows of evidence name, slowly and again and again, while the server runs, and keeps what it
 * finds for the metric and for the administrator's due work. What is whole again is forgotten. Several workers may do so at once.
 */
export class FileKeeper {
  readonly #options: Required<FileKeeperOptions>;
  #timer: NodeJS.Timeout | undefined;
  #part: Promise<unknown> = Promise.resolve();

  constructor(options: FileKeeperOptions = {}) {
    this.#options = { everyMs: 60_000, mostBytes: 256 * 1024 ** 2, mostRows: 500, restMs: 20 * 3600_000, ...options };
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#part = this.lookOn().catch((error: unknown) =>
        log.warn({ err: error }, 'stored files cannot be looked at'),
      );
    }, this.#options.everyMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#part;
  }

  /** Looks at the next part; gives whether there was one. */
  async lookOn(now = currentTime()): Promise<boolean> {
    const round = await this.#roundAt(now);
    if (!round) return false;
    const stores = [...storesOfFiles()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const found = await readAll(storedFileFindings, {});
    const known = new Set(found.map(({ id }) => id));
    let budget = { bytes: this.#options.mostBytes, rows: this.#options.mostRows };
    for (const store of stores.filter(({ name }) => name >= round.store)) {
      const after = store.name === round.store ? round.after : '';
      for await (const row of rowsAfter(store, after, budget.rows)) {
        const bytes = await this.#look(store, row, { now, known });
        budget = { bytes: budget.bytes - bytes, rows: budget.rows - 1 };
        if (budget.bytes > 0 && budget.rows > 0) continue;
        await this.#moveTo(round, { store: store.name, after: row.id });
        return true;
      }
    }
    await rowsOf(storedFileFindings).deleteMany({ seenAt: { $lt: round.beganAt } });
    await this.#moveTo(round, { endedAt: now });
    return true;
  }

  async #roundAt(now: Date): Promise<FileRound | undefined> {
    const found = await rowsOf(fileRounds).findOne({ _id: 'round' });
    const round = found && fileRounds.fromDatabase(found);
    if (round && !round.endedAt) return round;
    if (round?.endedAt && isWithin(this.#options.restMs, round.endedAt, now)) return undefined;
    const begun = { store: '', after: '', beganAt: now, version: (round?.version ?? 0) + 1 };
    await rowsOf(fileRounds).replaceOne({ _id: 'round' }, begun, { upsert: true });
    return { id: 'round', ...begun };
  }

  /** Unless another worker has gone on meanwhile. */
  async #moveTo(round: FileRound, to: Partial<FileRound>): Promise<void> {
    const mine: mongo.Filter<StoredRow> = { _id: round.id, version: round.version };
    await rowsOf(fileRounds).updateOne(mine, { $set: to, $inc: { version: 1 } });
  }

  /** The bytes read for a row; a file that was `known` not to be whole is forgotten once it is. */
  async #look(store: Store<Row>, row: Row, { now, known }: Look): Promise<number> {
    let bytes = 0;
    for (const sha256 of new Set(filesNamedIn(row))) {
      const state = await stateOfStored(files(), sha256);
      if (state.good) {
        bytes += state.size;
        if (known.has(sha256)) await rowsOf(storedFileFindings).deleteOne({ _id: sha256 });
        continue;
      }
      const named = await wholeTitle(store, row);
      const about = { ...agencyOf(store, row), fault: state.fault, named, seenAt: now };
      const kept = { $set: about, $setOnInsert: { since: now, version: 1 } };
      const { upsertedCount } = await rowsOf(storedFileFindings).updateOne({ _id: sha256 }, kept, { upsert: true });
      if (upsertedCount > 0) log.error({ named, fault: state.fault, sha256 }, 'a stored file is not what was stored');
    }
    return bytes;
  }
}

interface Look {
  readonly now: Date;
  readonly known: ReadonlySet<string>;
}

/** How many stored files the last look found gone, damaged or unreadable. */
export async function faultyFiles(): Promise<number> {
  return await storedFileFindings.model.countDocuments({}).exec();
}

async function* rowsAfter(store: Store<Row>, after: string, most: number): AsyncGenerator<Row> {
  const rest = rowsOf(store)
    .find({ _id: { $gt: after } })
    .sort({ _id: 1 })
    .limit(most);
  for await (const document of rest) yield store.fromDatabase(document);
}

/** The agency a row belongs to: an agency's own row to itself. */
function agencyOf({ name }: Store<Row>, row: Row): Pick<StoredFileFinding, 'agencyId'> {
  if (name === 'agencies') return { agencyId: row.id };
  return 'agencyId' in row && typeof row.agencyId === 'string' ? { agencyId: row.agencyId } : {};
}
