import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { z } from 'zod';
import { DomainError } from '../errors.ts';
import type { Filter, Only } from './filter.ts';
import { oneOf } from './one-of.ts';
import { findSome, type Listed, type Row, type Store } from './store.ts';

/** A page of a list: `next` is the cursor of the following page, null on the last; `capped` says that there are more than `total`. */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
  readonly total: number;
  readonly capped: boolean;
}

/** The keys of an index, the first one first. */
export type IndexKeys = Readonly<Record<string, 1 | -1>>;

export interface PageRequest {
  /** Who asks for which list with which filters: a cursor serves only the question it was made for. */
  readonly scope: unknown;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Whether what is beyond the page is counted: not where that would read through what a search may only find one by one. */
  readonly counted?: boolean;
  /** The index by which the page is read: MongoDB chooses where none is named. */
  readonly hint?: IndexKeys | undefined;
}

/** An exact total would cost more than it is worth: it reads all that was found, for a number nobody acts upon. */
const MOST_COUNTED = 1_000;

/**
 * Of rows that match these fields, newest first by the date field `by`, which is one of them – `among` those that match one of these, when
 * they are given; refuses a cursor of another question with 400 `bad-cursor`.
 */
export async function readPage<T extends Row, K extends PropertyKey, F extends keyof T & string>(
  store: Store<T>,
  fields: readonly F[],
  filter: Only<Filter<T>, K>,
  by: NoInfer<F>,
  { scope, cursor, limit, counted = true, hint }: PageRequest,
  among?: readonly Filter<T>[],
): Promise<Page<Listed<T, F>>> {
  const asked = (...more: Record<string, unknown>[]): Record<string, unknown> => {
    const all = { $and: [filter, ...more] };
    return among ? { ...oneOf(all, among) } : all;
  };
  const after = cursor === undefined ? [] : [olderThan(by, readCursor(cursor, scope))];
  const order = { sort: { [by]: -1, _id: -1 }, limit: limit + 1, ...(hint && { hint }) };
  const found = await findSome(store, fields, asked(...after), order);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  const isAll = cursor === undefined && last === undefined;
  const next = last ? cursorAfter(Number(last[by]), last.id, scope) : null;
  // What is on one page is counted already.
  if (isAll || !counted) return { items, next, total: items.length, capped: !isAll };
  const count = await store.model.countDocuments(asked(), { limit: MOST_COUNTED + 1 }).exec();
  return { items, next, total: Math.min(count, MOST_COUNTED), capped: count > MOST_COUNTED };
}

interface Place {
  readonly moment: number;
  readonly id: string;
}

function olderThan(by: string, { moment, id }: Place): Record<string, unknown> {
  const date = new Date(moment);
  return { $or: [{ [by]: mongoose.trusted({ $lt: date }) }, { [by]: date, _id: mongoose.trusted({ $lt: id }) }] };
}

const written = z.tuple([z.int(), z.string().max(64), z.string().max(64)]);

function cursorAfter(moment: number, id: string, scope: unknown): string {
  return Buffer.from(JSON.stringify([moment, id, seal(moment, id, scope)])).toString('base64url');
}

/** Refuses a cursor that was damaged, made up, or made for another question (docs/bad-inputs.md, row 24). */
function readCursor(cursor: string, scope: unknown): Place {
  const [moment, id, sealed] = written.safeParse(jsonOf(cursor)).data ?? [];
  if (moment === undefined || id === undefined || sealed !== seal(moment, id, scope)) {
    throw new DomainError('malformed', 'bad-cursor', 'This cursor does not belong to this list');
  }
  return { moment, id };
}

/** Ties a cursor to its question; it grants nothing, since every page is filtered by rights again. */
function seal(moment: number, id: string, scope: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([moment, id, scope]))
    .digest('base64url')
    .slice(0, 16);
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
