import mongoose, {
  type IndexDefinition,
  type IndexOptions,
  type Model,
  type mongo,
  Schema,
  type SchemaDefinition,
} from 'mongoose';

/** What every stored row has: an id of ours, and a version that each change raises by one. */
export interface Row {
  readonly id: string;
  readonly version: number;
}

/** Where rows of one kind live. Verbs reach it through a `Transaction`, queries through `model`. */
export interface Store<T extends Row> {
  readonly name: string;
  readonly model: Model<Record<string, unknown>>;
  /** Whether the log proves what its rows say, by a digest of every state (DESIGN D6); false for what passes, like sessions and jobs. */
  readonly evidence: boolean;
  /** Turns what MongoDB holds into the domain value. */
  fromDatabase(document: Record<string, unknown>): T;
  /** How people name a row: number and symbol, never an id, and nothing of its content. */
  title(row: T): RowTitle;
}

/** What people call a row, in Vietnamese; `of` is the row that says the rest: a receipt is that of a document. */
export interface RowTitle {
  readonly words: string;
  readonly of?: { readonly store: string; readonly id: string };
}

export interface StoreOptions<T extends Row> {
  readonly evidence?: boolean;
  readonly title?: (row: T) => RowTitle;
}

export interface IndexSpec {
  readonly keys: IndexDefinition;
  readonly options?: IndexOptions;
}

const stores = new Map<string, Store<Row>>();

/**
 * Declares a collection. `fields` is its mongoose definition (unknown fields throw), `indexes` what must exist before the
 * server answers its first request (`ensureIndexes`). Hot and unique indexes start with `agencyId` (DESIGN D1).
 */
export function defineStore<T extends Row>(
  name: string,
  fields: SchemaDefinition,
  indexes: IndexSpec[] = [],
  { evidence = true, title = ({ id }) => ({ words: `${name} ${id}` }) }: StoreOptions<T> = {},
): Store<T> {
  const schema = new Schema<Record<string, unknown>>(
    { _id: { type: String, required: true }, version: { type: Number, required: true }, ...fields },
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
  const defined: Store<T> = {
    name,
    model: mongoose.model<Record<string, unknown>>(name, schema),
    evidence,
    fromDatabase: ({ _id, ...rest }) => ({ id: _id, ...rest }) as unknown as T,
    title,
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
  for await (const document of rowsOf(store).find()) yield store.fromDatabase(document);
}

/** All stores declared so far, for index checks, backup and tests. */
export function allStores(): readonly Store<Row>[] {
  return [...stores.values()];
}

/** Rows that match a MongoDB filter, as domain values: the read side of queries. */
export async function readAll<T extends Row>(
  store: Store<T>,
  filter: Record<string, unknown>,
  options: { sort?: Record<string, 1 | -1>; limit?: number; skip?: number } = {},
): Promise<T[]> {
  const found = await store.model.find(filter, null, { ...options, lean: true }).exec();
  return found.map((document) => store.fromDatabase(document as Record<string, unknown>));
}

/** The one row that matches, or `undefined`. */
export async function readOne<T extends Row>(store: Store<T>, filter: Record<string, unknown>): Promise<T | undefined> {
  const found = await store.model.findOne(filter).lean().exec();
  return found ? store.fromDatabase(found as Record<string, unknown>) : undefined;
}
