import { randomBytes } from 'node:crypto';
import mongoose, { type mongo } from 'mongoose';
import { newId } from '../../server/platform/ids.ts';

/** The rows of one act as the database holds them after it: those it made, and those it changed. */
export interface Footprint {
  readonly made: readonly Print[];
  readonly changed: readonly Print[];
}

interface Print {
  readonly collection: string;
  readonly row: StoredRow;
  /** Fields at the end of unique indexes: each copy has a value of its own there. */
  readonly own: readonly string[];
}

type StoredRow = mongo.Document & { readonly _id: string; readonly version: number };

/** Looks at the whole database before and after one act. */
export async function footprintOf(act: () => Promise<unknown>): Promise<Footprint> {
  const before = await allRows();
  await act();
  const made: Print[] = [];
  const changed: Print[] = [];
  for (const [place, row] of await allRows()) {
    const collection = place.split('/', 1)[0] ?? '';
    const earlier = before.get(place);
    if (earlier === undefined) made.push({ collection, row, own: await ownFields(collection) });
    else if (earlier.version !== row.version) changed.push({ collection, row, own: [] });
  }
  return { made, changed };
}

async function allRows(): Promise<Map<string, StoredRow>> {
  const rows = new Map<string, StoredRow>();
  for (const collection of await mongoose.connection.getClient().db(mongoose.connection.name).collections()) {
    for await (const row of collection.find<StoredRow>({})) rows.set(`${collection.collectionName}/${row._id}`, row);
  }
  return rows;
}

async function ownFields(collection: string): Promise<string[]> {
  const indexes = await mongoose.connection.collection(collection).indexes();
  return indexes.filter(({ unique }) => unique).flatMap(({ key }) => Object.keys(key).slice(-1));
}

const GROUP_SIZE = 256;
/** Far from the numbers of the real registers. */
let lastNumber = 1_000_000;

/**
 * The bare minimum: the driver commits copies of the same rows in groups of those who wait, without reading, checking or building
 * anything. Each of the registers has a head of its own, which a group changes once.
 */
export class BareLedger {
  readonly #footprint: Footprint;
  readonly #waiting: ((error?: unknown) => void)[] = [];
  readonly #registers: number;
  #busy = false;

  constructor(footprint: Footprint, registers: number) {
    this.#footprint = footprint;
    this.#registers = registers;
  }

  async run(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push((error) => (error === undefined ? resolve() : reject(error)));
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const group = this.#waiting.splice(0, GROUP_SIZE);
      const error = await this.#commit(group.length).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      for (const settle of group) settle(error);
    }
    this.#busy = false;
  }

  async #commit(acts: number): Promise<void> {
    const client = mongoose.connection.getClient();
    const database = client.db(mongoose.connection.name);
    const session = client.startSession();
    session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } });
    try {
      for (const [collection, rows] of this.#copies(acts)) {
        await database.collection<StoredRow>(collection).insertMany(rows, { session, ordered: true });
      }
      for (const { collection, row } of this.#footprint.changed) {
        await database.collection<StoredRow>(`${collection}Bare`).bulkWrite(this.#heads(row, acts), { session });
      }
      await session.commitTransaction();
    } finally {
      await session.endSession();
    }
  }

  #copies(acts: number): Map<string, StoredRow[]> {
    const copies = new Map<string, StoredRow[]>();
    for (let act = 0; act < acts; act += 1) {
      lastNumber += 1;
      for (const print of this.#footprint.made) {
        const rows = copies.get(print.collection) ?? [];
        rows.push(copyOf(print, lastNumber));
        copies.set(print.collection, rows);
      }
    }
    return copies;
  }

  #heads({ _id, version, ...fields }: StoredRow, acts: number): mongo.AnyBulkWriteOperation<StoredRow>[] {
    return Array.from({ length: Math.min(this.#registers, acts) }, (_, number) => ({
      updateOne: {
        filter: { _id: `${_id}-${number}` },
        update: { $set: fields, $inc: { version: acts } },
        upsert: true,
      },
    }));
  }
}

function copyOf({ row, own }: Print, number: number): StoredRow {
  const copy: Record<string, unknown> = { ...row, _id: newId() };
  for (const field of own) {
    if (typeof copy[field] === 'number') copy[field] = number;
    else if (typeof copy[field] === 'string') copy[field] = randomBytes(12).toString('hex');
  }
  return copy as StoredRow;
}
