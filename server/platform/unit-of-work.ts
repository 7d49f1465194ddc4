import { isDeepStrictEqual } from 'node:util';
import type { ClientSession } from 'mongoose';
import type { Actor } from './actor.ts';
import { notFound } from './errors.ts';
import { newId } from './ids.ts';
import type { Row, Store } from './store.ts';
import type { Message, NewRow, Patch, Transaction, Where, WrittenRow } from './transaction.ts';

interface Entry {
  readonly row: Row;
  /** Version in the database that the flush demands; `undefined` for a row the group inserts. */
  readonly base: number | undefined;
  /** Fields to write at the flush; empty for a row that was only read. */
  readonly changed: ReadonlySet<string>;
}

type Entries = Map<string, Map<string, Entry>>;

/** A row was changed by somebody else since the group read it: the group runs again. */
export class StaleRead extends Error {}

/** The rows one group of acts has read and will write: an identity map with one bulk flush per collection. */
export class GroupOfActs {
  readonly #session: ClientSession;
  readonly #entries: Entries = new Map();
  readonly #stores = new Map<string, Store<Row>>();
  readonly #messages: Message[] = [];

  constructor(session: ClientSession) {
    this.#session = session;
  }

  /** A unit of work for the next act; what it writes counts only after `keep`. */
  begin(actor: Actor): ActOfGroup {
    return new ActOfGroup(actor, {
      session: this.#session,
      entry: (store, id) => this.#entries.get(store)?.get(id),
      entriesOf: (store) => this.#entries.get(store)?.values() ?? [],
    });
  }

  /** Takes over what a successful act read and wrote. */
  keep(act: ActOfGroup): void {
    for (const [name, entries] of act.entries) {
      const mine = this.#entries.get(name) ?? new Map<string, Entry>();
      for (const [id, entry] of entries) mine.set(id, entry);
      this.#entries.set(name, mine);
    }
    for (const [name, store] of act.stores) this.#stores.set(name, store);
    this.#messages.push(...act.messages);
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** Writes everything kept: one bulk write per collection, each change conditional on the version that was read. */
  async flush(): Promise<void> {
    for (const [name, entries] of this.#entries) {
      const store = this.#stores.get(name);
      const dirty = [...entries.values()].filter(isWritten);
      if (!store || dirty.length === 0) continue;
      const result = await store.model.bulkWrite(dirty.map(writeOf), { session: this.#session, ordered: true });
      const updates = dirty.filter((entry) => entry.base !== undefined).length;
      if (result.matchedCount !== updates) throw new StaleRead(`${updates - result.matchedCount} of ${name}`);
    }
  }
}

function isWritten({ base, changed }: Entry): boolean {
  return base === undefined || changed.size > 0;
}

function writeOf({ row, base, changed }: Entry) {
  const { id, ...fields } = row;
  if (base === undefined) return { insertOne: { document: { _id: id, ...withoutUndefined(fields) } } };
  const set: Record<string, unknown> = { version: row.version };
  const unset: Record<string, 1> = {};
  for (const name of changed) {
    const value = (row as unknown as Record<string, unknown>)[name];
    if (value === undefined) unset[name] = 1;
    else set[name] = value;
  }
  return {
    updateOne: {
      filter: { _id: id, version: base },
      update: { $set: set, ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}) },
    },
  };
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

interface GroupView {
  readonly session: ClientSession;
  entry(store: string, id: string): Entry | undefined;
  entriesOf(store: string): Iterable<Entry>;
}

/** The `Transaction` of one act: its own overlay above what the group already holds. */
export class ActOfGroup implements Transaction {
  readonly actor: Actor;
  readonly entries: Entries = new Map();
  readonly stores = new Map<string, Store<Row>>();
  readonly messages: Message[] = [];
  readonly attached = new Map<string, unknown[]>();
  readonly #group: GroupView;
  #now: Date | undefined;

  constructor(actor: Actor, group: GroupView) {
    this.actor = actor;
    this.#group = group;
  }

  get now(): Date {
    if (!this.#now) throw new Error('The act has no time yet');
    return this.#now;
  }

  get written(): WrittenRow[] {
    return [...this.entries].flatMap(([name, entries]) => {
      const store = this.stores.get(name);
      if (!store) return [];
      return [...entries.values()].filter(isWritten).map(({ row }) => ({ store, row }));
    });
  }

  setNow(now: Date): void {
    this.#now = now;
  }

  async load<T extends Row>(store: Store<T>, id: string): Promise<T> {
    const row = await this.find(store, { id } as Where<T>);
    if (!row) throw notFound();
    return row;
  }

  async find<T extends Row>(store: Store<T>, where: Where<T>): Promise<T | undefined> {
    for (const entry of this.#known(store)) if (matches(entry.row, where)) return entry.row as T;
    const id = (where as { id?: string }).id;
    if (id !== undefined && this.#entry(store, id)) return undefined;
    const found = await store.model.findOne(filterOf(where)).session(this.#group.session).lean().exec();
    return found ? this.#remember(store, store.fromDatabase(found as Record<string, unknown>), where) : undefined;
  }

  async list<T extends Row>(store: Store<T>, where: Where<T>): Promise<readonly T[]> {
    const found = await store.model.find(filterOf(where)).session(this.#group.session).lean().exec();
    for (const document of found) this.#remember(store, store.fromDatabase(document as Record<string, unknown>), where);
    return [...this.#known(store)].filter((entry) => matches(entry.row, where)).map((entry) => entry.row as T);
  }

  insert<T extends Row>(store: Store<T>, fields: NewRow<T>): T {
    const row = { ...fields, id: fields.id ?? newId(), version: 1 } as unknown as T;
    this.#set(store, { row, base: undefined, changed: new Set() });
    return row;
  }

  change<T extends Row>(store: Store<T>, row: T, patch: Patch<T>): T {
    const entry = this.#entry(store, row.id);
    if (entry?.row !== row) throw new Error(`${store.name} ${row.id}: change what this act has read last`);
    const next = { ...row, ...patch, version: row.version + 1 } as T;
    const changed = new Set([...entry.changed, ...Object.keys(patch)]);
    this.#set(store, { row: next, base: entry.base, changed });
    return next;
  }

  enqueue(message: Message): void {
    this.messages.push(message);
  }

  attach(participant: string, item: unknown): void {
    const items = this.attached.get(participant) ?? [];
    items.push(item);
    this.attached.set(participant, items);
  }

  *#known<T extends Row>(store: Store<T>): Iterable<Entry> {
    const own = this.entries.get(store.name);
    for (const entry of this.#group.entriesOf(store.name)) if (!own?.has(entry.row.id)) yield entry;
    if (own) yield* own.values();
  }

  #entry<T extends Row>(store: Store<T>, id: string): Entry | undefined {
    return this.entries.get(store.name)?.get(id) ?? this.#group.entry(store.name, id);
  }

  /** Keeps a row read from the database, unless the group already holds a newer state of it. */
  #remember<T extends Row>(store: Store<T>, row: T, where: Where<T>): T | undefined {
    const known = this.#entry(store, row.id);
    if (known) return matches(known.row, where) ? (known.row as T) : undefined;
    this.#set(store, { row, base: row.version, changed: new Set() });
    return row;
  }

  #set<T extends Row>(store: Store<T>, entry: Entry): void {
    const mine = this.entries.get(store.name) ?? new Map<string, Entry>();
    mine.set(entry.row.id, entry);
    this.entries.set(store.name, mine);
    this.stores.set(store.name, store as unknown as Store<Row>);
  }
}

function filterOf<T extends Row>(where: Where<T>): Record<string, unknown> {
  const { id, ...rest } = where as Record<string, unknown>;
  return id === undefined ? rest : { _id: id, ...rest };
}

function matches<T extends Row>(row: Row, where: Where<T>): boolean {
  return Object.entries(where).every(([path, wanted]) => {
    const value = path
      .split('.')
      .reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], row);
    return isDeepStrictEqual(value, wanted);
  });
}
