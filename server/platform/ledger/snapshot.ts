import type { ClientSession, mongo } from 'mongoose';
import { type Equalities, isMatch, valueAt } from '../database/matching.ts';
import { type Row, rowsOf, type Store, type StoredRow } from '../database/store.ts';

interface Question {
  readonly store: Store<Row>;
  readonly where: Equalities;
  /** Whether one row is answer enough. */
  readonly one: boolean;
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The database as one transaction sees it. A question is asked once, and those that come up at the same moment go together: one
 * query for all about the same fields of a store.
 */
export class Snapshot {
  readonly #session: ClientSession;
  readonly #answers = new Map<string, Promise<readonly Row[]>>();
  #asked: Question[] = [];
  #busy = false;

  constructor(session: ClientSession) {
    this.#session = session;
  }

  /** A row with these field values. */
  async first<T extends Row>(store: Store<T>, where: Equalities): Promise<T | undefined> {
    return (await this.#answer(store, where, true))[0];
  }

  async all<T extends Row>(store: Store<T>, where: Equalities): Promise<readonly T[]> {
    return await this.#answer(store, where, false);
  }

  #answer<T extends Row>(store: Store<T>, where: Equalities, one: boolean): Promise<readonly T[]> {
    const key = JSON.stringify([store.name, one, where]);
    let answer = this.#answers.get(key);
    if (!answer) {
      answer = new Promise<readonly Row[]>((resolve, reject) => {
        this.#asked.push({
          store: store as unknown as Store<Row>,
          where,
          one,
          resolve,
          reject,
        });
      });
      this.#answers.set(key, answer);
      if (!this.#busy) void this.#work();
    }
    return answer as Promise<readonly T[]>;
  }

  /** A session takes one command at a time: what comes up meanwhile waits, and goes together. */
  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#asked.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const asked = this.#asked;
      this.#asked = [];
      for (const alike of byLikeness(asked)) await this.#query(alike);
    }
    this.#busy = false;
  }

  async #query(questions: readonly [Question, ...Question[]]): Promise<void> {
    const [{ store, where, one }] = questions;
    try {
      if (questions.length === 1) {
        questions[0].resolve(await this.#rows(store, equals(where), one ? 1 : 0));
        return;
      }
      const field = lastField(where);
      const families = [...byRest(questions)];
      const filters = families.map(({ rest, wanted }) => ({ ...equals(rest), [nameOf(field)]: { $in: wanted } }));
      const [only] = filters;
      const found = await this.#rows(store, only && filters.length === 1 ? only : { $or: filters }, 0);
      for (const { rest, members } of families) {
        const own = filters.length === 1 ? found : found.filter((row) => isMatch(row, rest));
        const rows = byValue(own, field);
        for (const question of members) question.resolve(rows.get(question.where[field]) ?? []);
      }
    } catch (error) {
      for (const { reject } of questions) reject(error);
    }
  }

  async #rows(store: Store<Row>, filter: mongo.Filter<StoredRow>, limit: number): Promise<readonly Row[]> {
    const found = await rowsOf(store).find(filter, { session: this.#session, limit }).toArray();
    return found.map((document) => store.fromDatabase(document));
  }
}

/** Compares and never runs what it is given: an operator smuggled into a value is a value (docs/bad-inputs.md, row 10). */
function equals(where: Equalities): Record<string, { readonly $eq: unknown }> {
  return Object.fromEntries(Object.entries(where).map(([field, value]) => [nameOf(field), { $eq: value }]));
}

function nameOf(field: string): string {
  return field === 'id' ? '_id' : field;
}

function lastField(where: Equalities): string {
  return Object.keys(where).at(-1) ?? 'id';
}

/** Questions that one query answers: of one store, about the same fields, with a text or number in the last one. */
function byLikeness(questions: readonly Question[]): Iterable<readonly [Question, ...Question[]]> {
  const groups = new Map<unknown, [Question, ...Question[]]>();
  for (const question of questions) {
    const last = question.where[lastField(question.where)];
    const simple = typeof last === 'string' || typeof last === 'number';
    const likeness = simple ? JSON.stringify([question.store.name, Object.keys(question.where)]) : question;
    const group = groups.get(likeness);
    if (group) group.push(question);
    else groups.set(likeness, [question]);
  }
  return groups.values();
}

/** Questions that are equal but for the last field, such as those of one agency. */
interface Family {
  readonly rest: Equalities;
  readonly members: Question[];
  readonly wanted: unknown[];
}

function byRest(questions: readonly Question[]): Iterable<Family> {
  const families = new Map<string, Family>();
  for (const question of questions) {
    const field = lastField(question.where);
    const { [field]: last, ...rest } = question.where;
    const key = JSON.stringify(rest);
    const family = families.get(key) ?? { rest, members: [], wanted: [] };
    families.set(key, family);
    family.members.push(question);
    family.wanted.push(last);
  }
  return families.values();
}

/** Rows by the value of a field; a row with several values there is found under each. */
function byValue(rows: readonly Row[], field: string): ReadonlyMap<unknown, readonly Row[]> {
  const found = new Map<unknown, Row[]>();
  for (const row of rows) {
    const value = valueAt(row, field);
    for (const one of Array.isArray(value) ? new Set(value) : [value]) {
      const same = found.get(one);
      if (same) same.push(row);
      else found.set(one, [row]);
    }
  }
  return found;
}
