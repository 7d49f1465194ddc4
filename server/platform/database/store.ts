import mongoose, {
  type IndexDefinition,
  type IndexOptions,
  type Model,
  type mongo,
  Schema,
  type SchemaDefinition,
} from 'mongoose';
import type { Way } from '../state/state-file.ts';
import type { Filter, Only, Sort } from './filter.ts';
import { requireSeal } from './row-seal.ts';
import { isPlain, sharedRow, sharedRows } from './shared-reads.ts';

/** What every stored row has: an id of ours, and a version that each change raises by one. */
export interface Row {
  readonly id: string;
  readonly version: number;
}

/** Where rows of one kind live. Verbs reach it through a `Transaction`, queries through `model`. */
export interface Store<T extends Row> {
  readonly name: string;
  readonly model: Model<Record<string, unknown>>;
  /** Whether the log proves what its rows say, by a digest of every state; false for what passes, like sessions and jobs. */
  readonly evidence: boolean;
  /** Whether the stored files that its rows name must be there, and are in every backup: those of evidence, and what waits without an end. */
  readonly keepsFiles: boolean;
  /**
   * Whether its rows bear a seal of the ledger and are not believed without it: those that decide who may do what. For what an act of
   * legal effect is built on; each read costs some microseconds.
   */
  readonly sealed: boolean;
  /** The fields of each unique index: of rows that agree in all of them there is one at most. */
  readonly uniqueBy: readonly (readonly string[])[];
  /** Fields that open something and so leave the database as digests only: in the log, in exports. */
  readonly secrets: readonly string[];
  /** The row as MongoDB holds it, believed or not: for copies of what is there and searches in it, never for a decision. */
  asStored(document: Record<string, unknown>): T;
  /** Turns what MongoDB holds into the domain value; refuses with `row-changed-outside` a sealed row that was edited. */
  fromDatabase(document: Record<string, unknown>): T;
  /** How people name a row: number and symbol, never an id, and nothing of its content. */
  title(row: T): RowTitle;
  /** What an operator does about rows of an earlier release of which this one allows one only. */
  wayOutOfDoubled(rows: readonly T[]): Promise<Way>;
}

/** What people call a row, in Vietnamese; `of` is the row that says the rest: a receipt is that of a document. */
export interface RowTitle {
  readonly words: string;
  readonly of?: { readonly store: string; readonly id: string };
}

export interface StoreOptions<T extends Row> {
  readonly evidence?: boolean;
  readonly keepsFiles?: boolean;
  readonly sealed?: boolean;
  readonly secrets?: readonly string[];
  readonly title?: (row: T) => RowTitle;
  readonly wayOutOfDoubled?: (rows: readonly T[]) => Promise<Way>;
}

export interface IndexSpec {
  readonly keys: IndexDefinition;
  readonly options?: IndexOptions;
}

/**
 * Options of an index over the rows alone whose field holds a text: unique, it lets any number of rows have none. MongoDB uses such an index
 * only for questions that say so themselves, and it does not see that a text is one (`$type`), but that it comes after the empty text.
 */
export function ofTexts(field: string): IndexOptions {
  return { partialFilterExpression: { [field]: { $gt: '' } } };
}

const stores = new Map<string, Store<Row>>();

const backToEarlier: Way = {
  vietnamese: 'chạy lại bản phát hành trước và sửa ở đó, hoặc khôi phục bản sao lưu',
  english: 'run the earlier release again and mend them there, or restore a backup',
};

/**
 * Declares a collection. `fields` is its mongoose definition (unknown fields throw), `indexes` what must exist before the
 * server answers its first request (`ensureIndexes`). Hot and unique indexes start with `agencyId`, so that a deployment of a whole province can be sharded by it.
 */
export function defineStore<T extends Row>(
  name: string,
  fields: SchemaDefinition,
  indexes: IndexSpec[] = [],
  {
    evidence = true,
    keepsFiles = evidence,
    sealed = false,
    secrets = [],
    title = ({ id }) => ({ words: `${name} ${id}` }),
    wayOutOfDoubled = async () => backToEarlier,
  }: StoreOptions<T> = {},
): Store<T> {
  const schema = new Schema<Record<string, unknown>>(
    {
      _id: { type: String, required: true },
      version: { type: Number, required: true },
      ...(sealed ? { mac: String } : {}),
      ...fields,
    },
    {
      collection: name,
      versionKey: false,
      strict: 'throw',
      minimize: false,
      autoIndex: false,
      autoCreate: false,
      id: false,
    },
  );
  for (const { keys, options } of indexes) schema.index(keys, options ?? {});
  const stored: Store<T>['asStored'] = ({ _id, ...rest }) => ({ id: _id, ...rest }) as unknown as T;
  const asStored = sealed ? ({ mac: _mac, ...rest }: Record<string, unknown>) => stored(rest) : stored;
  const known = new WeakMap<Record<string, unknown>, T>();
  const believed = (document: Record<string, unknown>): T => {
    const row = known.get(document) ?? asStored(document);
    if (!known.has(document)) requireSeal(defined, row, document.mac);
    known.set(document, row);
    return row;
  };
  const defined: Store<T> = {
    name,
    model: mongoose.model<Record<string, unknown>>(name, schema),
    evidence,
    keepsFiles,
    sealed,
    secrets,
    uniqueBy: indexes.filter(({ options }) => options?.unique).map(({ keys }) => Object.keys(keys)),
    asStored,
    fromDatabase: sealed ? believed : asStored,
    title,
    wayOutOfDoubled,
  };
  stores.set(name, defined);
  return defined;
}

/** What MongoDB holds of a row. */
export type StoredRow = mongo.Document & { readonly _id: string };

/** The rows as the driver gives and takes them: for the ledger, to which mongoose's casting costs more than all else in an act. */
export function rowsOf({ name }: Pick<Store<Row>, 'name'>): mongo.Collection<StoredRow> {
  const { connection } = mongoose;
  // The handle that mongoose keeps; one made anew settles all its options each time.
  return (connection.db ?? connection.getClient().db(connection.name)).collection<StoredRow>(name);
}

/** All rows of a store, one after the other, as the database holds them. */
export async function* storedRows<T extends Row>(store: Store<T>): AsyncGenerator<T> {
  for await (const document of rowsOf(store).find()) yield store.asStored(document);
}

/** All stores declared so far, for index checks, backup and tests. */
export function allStores(): readonly Store<Row>[] {
  return [...stores.values()];
}

/** Rows that match a MongoDB filter, as domain values: the read side of queries. */
export async function readAll<T extends Row, K extends PropertyKey>(
  store: Store<T>,
  filter: Only<Filter<T>, K>,
  options: { readonly sort?: Sort<T>; readonly limit?: number; readonly skip?: number } = {},
): Promise<T[]> {
  const asked: Record<string, unknown> = filter;
  const isShared = isPlain(asked) && Object.keys(options).length === 0;
  const found = isShared
    ? await sharedRows({ rows: rowsOf(store), where: asked })
    : await store.model.find(asked, null, { ...options, lean: true }).exec();
  return found.map((document) => store.fromDatabase(document as Record<string, unknown>));
}

/**
 * Of all rows that match only these fields and the id, where a whole row is more than a list shows – texts of letters, words for the search.
 * Rows that bear a seal are believed whole or not at all: of their stores this cannot be asked.
 */
export async function readSome<T extends Row, K extends PropertyKey, F extends keyof T & string>(
  store: Store<T>,
  fields: readonly F[],
  filter: Only<Filter<T>, K>,
  options: { readonly sort?: Sort<T>; readonly limit?: number; readonly skip?: number } = {},
): Promise<Listed<T, F>[]> {
  return await findSome(store, fields, filter, options);
}

/** What a list reads of a row: the fields it names, and the id. */
export type Listed<T extends Row, F extends keyof T> = Pick<T, F | 'id'>;

/** The same for conditions that were typed where they were made. */
export async function findSome<T extends Row, F extends keyof T & string>(
  store: Store<T>,
  fields: readonly F[],
  asked: Record<string, unknown>,
  options: Record<string, unknown>,
): Promise<Listed<T, F>[]> {
  if (store.sealed) throw new Error(`Rows of ${store.name} are sealed: read them whole`);
  const shown = Object.fromEntries(fields.map((field) => [field, 1]));
  const found = await store.model.find(asked, shown, { ...options, lean: true }).exec();
  return found.map((document) => store.fromDatabase(document as Record<string, unknown>));
}

/** The one row that matches, or `undefined`. */
export async function readOne<T extends Row, K extends PropertyKey>(
  store: Store<T>,
  filter: Only<Filter<T>, K>,
): Promise<T | undefined> {
  const asked: Record<string, unknown> = filter;
  const found = isPlain(asked)
    ? await sharedRow({ rows: rowsOf(store), where: asked, isOfOne: isOfOne(store, asked) })
    : await store.model.findOne(asked).lean().exec();
  return found ? store.fromDatabase(found as Record<string, unknown>) : undefined;
}

/** Whether one row at most has the values that a filter names. */
function isOfOne({ uniqueBy }: Pick<Store<Row>, 'uniqueBy'>, filter: object): boolean {
  return '_id' in filter || uniqueBy.some((fields) => fields.every((field) => field in filter));
}

/** How many rows match. */
export async function countRows<T extends Row, K extends PropertyKey>(
  store: Store<T>,
  filter: Only<Filter<T>, K>,
): Promise<number> {
  const asked: Record<string, unknown> = filter;
  return await store.model.countDocuments(asked).exec();
}
