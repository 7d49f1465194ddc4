import { brokenSeal, isPutBack, noteState } from './row-seal.ts';
import { type Row, rowsOf, type Store, type StoredRow } from './store.ts';

interface Wanted {
  readonly resolve: (row: StoredRow | undefined) => void;
  readonly reject: (error: unknown) => void;
}

const lookUps = new Map<string, LookUp>();

/**
 * The row of this id as it is now; ids asked for while a query is on its way go together in the next one. Refuses with
 * `row-changed-outside` a sealed row that was edited, or put back to an older state than this process knows.
 */
export async function readById<T extends Row>(store: Store<T>, id: string): Promise<T | undefined> {
  const row = await readRow(store, id);
  if (!row || !store.sealed) return row;
  // What was on its way while an act changed the row is older with good reason; what is read now is not.
  const current = isPutBack(store, row) ? await readRow(store, id) : row;
  if (!current) return undefined;
  if (isPutBack(store, current)) throw brokenSeal(store, current);
  noteState(store, current);
  return current;
}

async function readRow<T extends Row>(store: Store<T>, id: string): Promise<T | undefined> {
  const row = await readStoredById(store.name, id);
  return row && store.fromDatabase(row);
}

/** The same for a collection that is no store of ours: what MongoDB holds. */
export function readStoredById(collection: string, id: string): Promise<StoredRow | undefined> {
  const lookUp = lookUps.get(collection) ?? new LookUp(collection);
  lookUps.set(collection, lookUp);
  return lookUp.row(id);
}

/** Each request asks for its session, who that is and in which position: under load that is more queries than all acts make. */
class LookUp {
  readonly #name: string;
  #wanted = new Map<string, Wanted[]>();
  #busy = false;

  constructor(name: string) {
    this.#name = name;
  }

  row(id: string): Promise<StoredRow | undefined> {
    return new Promise((resolve, reject) => {
      const others = this.#wanted.get(id);
      if (others) others.push({ resolve, reject });
      else this.#wanted.set(id, [{ resolve, reject }]);
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#wanted.size > 0) {
      const wanted = this.#wanted;
      this.#wanted = new Map();
      await this.#answer(wanted);
    }
    this.#busy = false;
  }

  async #answer(wanted: ReadonlyMap<string, readonly Wanted[]>): Promise<void> {
    try {
      const found = await rowsOf({ name: this.#name })
        .find({ _id: { $in: [...wanted.keys()] } })
        .toArray();
      const rows = new Map(found.map((row) => [row._id, row]));
      for (const [id, all] of wanted) for (const { resolve } of all) resolve(rows.get(id));
    } catch (error) {
      for (const all of wanted.values()) for (const { reject } of all) reject(error);
    }
  }
}
