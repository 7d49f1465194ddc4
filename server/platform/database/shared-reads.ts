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

/**
 * A row with these values, as the database holds it. `isOfOne`: there is one at most, by its id or by an index; such questions about the same
 * fields go together.
 */
export async function sharedRow({ isOfOne, ...question }: Question & { readonly isOfOne: boolean }) {
  const found = await (isOfOne ? ofOnes(question) : alike({ ...question, limit: 1 }));
  return found.find((row) => isMatch(row, question.where));
}

/** All rows with these values. */
export async function sharedRows(question: Question): Promise<readonly StoredRow[]> {
  return await alike({ ...question, limit: 0 });
}

const ofOnes = togetherByKind(
  ({ rows, where }: Question) => `${rows.namespace} ${Object.keys(where)}`,
  async (asked): Promise<readonly StoredRow[]> => {
    const [{ rows, where }] = asked;
    const ids = new Set(asked.map((one) => String(one.where._id)));
    const distinct = new Map(asked.map((one) => [JSON.stringify(one.where), one.where]));
    return await rows.find('_id' in where ? { _id: { $in: [...ids] } } : { $or: [...distinct.values()] }).toArray();
  },
);

const alike = togetherByKind(
  ({ rows, where, limit }: Question & { readonly limit: number }) => JSON.stringify([rows.namespace, limit, where]),
  async ([{ rows, where, limit }]) => await rows.find(where, { limit }).toArray(),
);
