import type { Actor } from '../actor.ts';
import type { Due, DueDocuments } from '../due.ts';
import type { Filter } from './filter.ts';
import type { Row, Store } from './store.ts';

interface Waiting<T extends Row, D extends Due> {
  /** Which rows wait for this position; undefined when none can. */
  where(actor: Actor): Filter<T> | undefined | Promise<Filter<T> | undefined>;
  /** A field that sorts as the days do on which they are due. */
  readonly by: keyof T & string;
  shown(rows: readonly T[]): D[] | Promise<D[]>;
}

/** Due work that is the rows of one store that match: one filter counts them, reads the first ones, and is the list of them all. */
export function dueRows<T extends Row, D extends Due>(
  store: Store<T>,
  { where, by, shown }: Waiting<T, D>,
): DueDocuments<T, D> {
  const read = async (asked: Record<string, unknown>, limit: number) => {
    const found = await store.model.find(asked, null, { sort: { [by]: 1, _id: 1 }, limit, lean: true }).exec();
    return found.map((document) => store.fromDatabase(document as Record<string, unknown>));
  };
  return {
    of: store.name,
    documents: async (actor) => await where(actor),
    count: async (actor) => {
      const filter: Record<string, unknown> | undefined = await where(actor);
      return filter ? await store.model.countDocuments(filter).exec() : 0;
    },
    first: async (actor, _now, limit) => {
      const filter = await where(actor);
      return filter ? await shown(await read(filter, limit)) : [];
    },
  };
}
