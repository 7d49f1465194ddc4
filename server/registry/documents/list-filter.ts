import mongoose from 'mongoose';
import type { Actor } from '../../platform/actor.ts';
import type { Condition, Filter } from '../../platform/database/filter.ts';
import type { IndexKeys, PageRequest } from '../../platform/database/paging.ts';
import { DomainError } from '../../platform/errors.ts';

const { trusted } = mongoose;

/** How a list is narrowed down. `open: 'true'` gives only documents that still need work, `'false'` only those that need none. */
export interface ListQuery {
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly state?: string | undefined;
  readonly open?: 'true' | 'false' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * The page of a list; its cursors serve only this list, this position and these filters. What words are found in is not counted (server/DECISIONS.md),
 * and read by the index that is named.
 */
export function pageRequest(
  list: string,
  actor: Actor,
  { cursor, limit, ...filters }: ListQuery,
  hint?: IndexKeys,
): PageRequest {
  return {
    scope: [list, actor.agencyId, actor.positionId, filters],
    cursor,
    limit,
    counted: filters.q === undefined,
    hint,
  };
}

/** Where the rows of a list keep their state and their day, and in which states nothing is to be done with them any more. */
export interface ListFields<T> {
  readonly state: (is: Condition<string>) => Filter<T>;
  readonly day: (is: Condition<string>) => Filter<T>;
  readonly closed: readonly string[];
}

/** The filters that a query adds to those of the reader's rights, but for its words; refuses a period that ends before it begins. */
export function conditions<T>({ from, to, state, open }: ListQuery, fields: ListFields<T>): Filter<T>[] {
  if (from !== undefined && to !== undefined && from > to) {
    throw new DomainError('invalid', 'date-out-of-range', 'from is after to', {
      fields: [{ pointer: '/query/from', code: 'date-out-of-range', detail: 'is after to' }],
    });
  }
  const closed = [...fields.closed];
  return [
    ...(state === undefined ? [] : [fields.state(state)]),
    ...(open === undefined ? [] : [fields.state(trusted(open === 'true' ? { $nin: closed } : { $in: closed }))]),
    ...(from === undefined ? [] : [fields.day(trusted({ $gte: from }))]),
    ...(to === undefined ? [] : [fields.day(trusted({ $lte: to }))]),
  ];
}
