import mongoose from 'mongoose';
import type { Actor } from '../../platform/actor.ts';
import type { PageRequest } from '../../platform/database/paging.ts';
import { DomainError } from '../../platform/errors.ts';
import { queryWords } from '../../platform/text/fold.ts';
import { literalPattern } from '../../platform/text/literal-pattern.ts';

/** What lists are asked for; `open` leaves out, or shows only, what nothing is to be done for any more. */
export interface ListQuery {
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly state?: string | undefined;
  readonly open?: 'true' | 'false' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The page of a list; its cursors serve only this list, this position and these filters. */
export function pageRequest(list: string, actor: Actor, { cursor, limit, ...filters }: ListQuery): PageRequest {
  return { scope: [list, actor.agencyId, actor.positionId, filters], cursor, limit };
}

/** What a list calls its fields. */
export interface FieldNames {
  readonly state: string;
  readonly day: string;
  readonly closed: readonly string[];
}

/** The MongoDB conditions of a query, beside those of the reader's rights. */
export function conditions({ q, from, to, state, open }: ListQuery, names: FieldNames): Record<string, unknown>[] {
  if (from !== undefined && to !== undefined && from > to) {
    throw new DomainError('invalid', 'date-out-of-range', 'from is after to', {
      fields: [{ pointer: '/query/from', code: 'date-out-of-range', detail: 'is after to' }],
    });
  }
  const closed = [...names.closed];
  return [
    ...(state === undefined ? [] : [{ [names.state]: state }]),
    ...(open === undefined
      ? []
      : [{ [names.state]: mongoose.trusted(open === 'true' ? { $nin: closed } : { $in: closed }) }]),
    ...(from === undefined ? [] : [{ [names.day]: mongoose.trusted({ $gte: from }) }]),
    ...(to === undefined ? [] : [{ [names.day]: mongoose.trusted({ $lte: to }) }]),
    ...wordConditions(q ?? ''),
  ];
}

const MOST_WORDS = 30;

/** All words must be there; the last one counts as far as it is typed (DESIGN D13). What is typed is never a pattern. */
export function wordConditions(q: string): Record<string, unknown>[] {
  const words = queryWords(q);
  if (words.length > MOST_WORDS) {
    throw new DomainError('invalid', 'too-many-words', `A search has at most ${MOST_WORDS} words`, {
      fields: [{ pointer: '/query/q', code: 'too-many-words', detail: `has ${words.length} words` }],
    });
  }
  const last = words.pop();
  if (last === undefined) return [];
  return [...words.map((word) => ({ words: word })), { words: new RegExp(`^${literalPattern(last)}`) }];
}
