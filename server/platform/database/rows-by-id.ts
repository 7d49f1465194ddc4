import { brokenSeal, isPutBack, noteState } from './row-seal.ts';
import { sharedRow } from './shared-reads.ts';
import { type Row, rowsOf, type Store, type StoredRow } from './store.ts';

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
export async function readStoredById(collection: string, id: string): Promise<StoredRow | undefined> {
  return await sharedRow({ rows: rowsOf({ name: collection }), where: { _id: id }, isOfOne: true });
}
