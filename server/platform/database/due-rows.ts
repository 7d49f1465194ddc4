import type { Actor } from '../actor.ts';
import type { Due, DueDocuments } from '../due.ts';
import type { Filter } from './filter.ts';
import { findSome, type Listed, type Row, type Store } from './store.ts';

interface Waiting<T extends Row, F extends keyof T & string, D extends Due> {
  /** Which rows wait for this position; undefined when none can. */
  where(actor: Actor): Filter<T> | undefined | Promise<Filter<T> | undefined>;
  /** What is shown of them: no more is read. */
  readonly fields: readonly F[];
  /** A field that sorts as the days do on which they are due. */
  readonly by: keyof T & string;
  shown(rows: readonly Listed<T, F>[]): D[] | Promise<D[]>;
}

/** Due work that is the rows of one store that match: one filter counts them, reads the first ones, and is the list of them all. */
export function dueRows<T extends Row, F extends keyof T & string, D extends Due>(
  store: Store<T>,
  { where, fields, by, shown }: Waiting<T, F, D>,
): DueDocuments<T, D> {
  const read = (asked: Record<string, unknown>, limit: number) =>
    findSome(store, fields, asked, { sort: { [by]: 1, _id: 1 }, limit });
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
