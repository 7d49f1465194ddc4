import mongoose from 'mongoose';
import type { Filter, Only } from './filter.ts';
import type { Row, Store } from './store.ts';

/**
 * Rows that match, the earliest day in `field` first and those without one last, of a store with an index that ends with it: MongoDB
 * itself sorts what lacks the field before all else, so that a limit would cut off what is late.
 */
export async function readDatedFirst<T extends Row, K extends PropertyKey>(
  store: Store<T>,
  filter: Only<Filter<T>, K>,
  field: keyof T & string,
  limit: number,
): Promise<T[]> {
  const asked: Record<string, unknown> = filter;
  const read = async (days: unknown, most: number) =>
    await store.model
      .find({ ...asked, [field]: days }, null, { sort: { [field]: 1, _id: 1 }, limit: most, lean: true })
      .exec();
  const dated = await read(mongoose.trusted({ $gt: '' }), limit);
  const rest = dated.length < limit ? await read(null, limit - dated.length) : [];
  return [...dated, ...rest].map((document) => store.fromDatabase(document as Record<string, unknown>));
}
