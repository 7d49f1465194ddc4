import type { IndexDefinition, IndexOptions } from 'mongoose';
import { StartUpFailure } from '../state/start-up-failure.ts';
import { type Row, rowsOf, type Store } from './store.ts';

/**
 * Refuses rows of a store that one of its unique indexes does not bear together, as an earlier release may have left them: which they are,
 * what they have in common, and what to do.
 */
export async function refuseDoubledRows(store: Store<Row>, cause: unknown): Promise<void> {
  for (const [keys, options] of store.model.schema.indexes()) {
    if (!options.unique) continue;
    const rows = await doubledIn(store, keys, options);
    if (rows.length === 0) continue;
    const ids = rows.map(({ id }) => id).join(', ');
    const fields = Object.keys(keys).join(', ');
    const { vietnamese, english } = await store.wayOutOfDoubled(rows);
    throw new StartUpFailure(
      `Các dòng ${ids} của ${store.name} trùng nhau ở ${fields}, bản này chỉ nhận một: hãy ${vietnamese}.`,
      `The rows ${ids} of ${store.name} have the same ${fields}, of which this release allows one: ${english}.`,
      cause,
    );
  }
}

async function doubledIn(
  store: Store<Row>,
  keys: IndexDefinition,
  { partialFilterExpression }: IndexOptions,
): Promise<readonly Row[]> {
  const together = Object.fromEntries(Object.keys(keys).map((key) => [key.replaceAll('.', '_'), `$${key}`]));
  const [group] = await rowsOf(store)
    .aggregate<{ rows: Record<string, unknown>[] }>(
      [
        { $match: partialFilterExpression ?? {} },
        { $group: { _id: together, ids: { $push: '$_id' }, count: { $sum: 1 } } },
        { $match: { count: { $gt: 1 } } },
        { $limit: 1 },
        { $lookup: { from: store.name, localField: 'ids', foreignField: '_id', as: 'rows' } },
      ],
      { allowDiskUse: true },
    )
    .toArray();
  return (group?.rows ?? []).map((row) => store.asStored(row));
}
