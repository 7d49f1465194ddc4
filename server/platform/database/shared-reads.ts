import type { mongo } from 'mongoose';
import { togetherByKind } from '../together.ts';
import { type Equalities, isMatch } from './matching.ts';
import type { StoredRow } from './store.ts';

/*
 * Work that runs at the same time asks the same again and again: for the row of an agency, of what it has just written. What is asked while
 * a question of its kind is on its way goes together in the next one, so that the more is to do the fewer questions each piece of it costs.
 */

interface Question {
  readonly rows: mongo.Collection<StoredRow>;
  readonly where: Equalities;
}

/** Whether a filter asks for nothing but values of fields: with the same text it is the same question. */
export function isPlain(filter: Readonly<Record<string, unknown>>): boolean {
  return Object.values(filter).every((value) => plainTypes.has(typeof value));
}

const plainTypes = new Set(['string', 'number', 'boolean']);

/** A row with these values, as the database holds it. */
export async function sharedRow(question: Question): Promise<StoredRow | undefined> {
  const { _id: id } = question.where;
  if (typeof id !== 'string') return (await alike({ ...question, limit: 1 }))[0];
  const row = (await byId({ rows: question.rows, id })).get(id);
  return row && isMatch(row, question.where) ? row : undefined;
}

/** All rows with these values. */
export async function sharedRows(question: Question): Promise<readonly StoredRow[]> {
  return await alike({ ...question, limit: 0 });
}

const byId = togetherByKind(
  ({ rows }: { readonly rows: Question['rows']; readonly id: string }) => rows.namespace,
  async (asked) => {
    const [{ rows }] = asked;
    const found = await rows.find({ _id: { $in: [...new Set(asked.map(({ id }) => id))] } }).toArray();
    return new Map(found.map((row) => [row._id, row]));
  },
);

const alike = togetherByKind(
  ({ rows, where, limit }: Question & { readonly limit: number }) => JSON.stringify([rows.namespace, limit, where]),
  async ([{ rows, where, limit }]) => await rows.find(where, { limit }).toArray(),
);
