import type { ClientSession } from 'mongoose';
import type { Actor } from '../actor.ts';
import type { Only, Where } from '../database/filter.ts';
import { type Equalities, isMatch } from '../database/matching.ts';
import { noteWritten } from '../database/remembered.ts';
import { noteState, sealOf } from '../database/row-seal.ts';
import { type Row, rowsOf, type Store } from '../database/store.ts';
import { notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import type { MessageOfAgency } from './jobs.ts';
import { Snapshot } from './snapshot.ts';
import type { Message, NewRow, Patch, Transaction, WrittenRow } from './transaction.ts';

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
  readonly #messages: MessageOfAgency[] = [];
  readonly #snapshot: Snapshot;
  readonly #timeOf: TimeOf;
  #bytes = 0;

  constructor(session: ClientSession, timeOf: TimeOf) {
    this.#session = session;
    this.#snapshot = new Snapshot(session);
    this.#timeOf = timeOf;
  }

  /** How much the acts kept so far write, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A unit of work for the next act; what it writes counts only after `keep`. */
  begin(actor: Actor): ActOfGroup {
    return new ActOfGroup(actor, {
      snapshot: this.#snapshot,
      timeOf: this.#timeOf,
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
    this.#bytes += act.bytes();
  }

  get messages(): readonly MessageOfAgency[] {
    return this.#messages;
  }

  /** Writes everything kept: one bulk write per collection, each change conditional on the version that was read. */
  async flush(): Promise<void> {
    for (const [name, entries] of this.#entries) {
      const store = this.#stores.get(name);
      const dirty = [...entries.values()].filter(isWritten);
      if (!store || dirty.length === 0) continue;
      for (const { row } of dirty) refuseUnknownFields(store, row);
      const writes = dirty.map((entry) => writeOf(store, entry));
      const result = await rowsOf(store).bulkWrite(writes, {
        session: this.#session,
        ordered: true,
        ignoreUndefined: true,
      });
      const updates = dirty.filter((entry) => entry.base !== undefined).length;
      if (result.matchedCount !== updates) throw new StaleRead(`${updates - result.matchedCount} of ${name}`);
    }
  }

  /** Called once the group is committed: from now on no older state of a sealed row is believed, and nothing remembered of what it wrote to. */
  committed(): void {
    for (const [name, entries] of this.#entries) {
      const store = this.#stores.get(name);
      if ([...entries.values()].some(isWritten)) noteWritten(name);
      if (store?.sealed) for (const { row } of entries.values()) noteState(store, row);
    }
  }
}

function isWritten({ base, changed }: Entry): boolean {
  return base === undefined || changed.size > 0;
}

function writeOf(store: Store<Row>, { row, base, changed }: Entry) {
  const { id, ...fields } = row;
  const seal = store.sealed ? { mac: sealOf(store, row) } : {};
  if (base === undefined) return { insertOne: { document: { _id: id, ...fields, ...seal } } };
  const set: Record<string, unknown> = { version: row.version, ...seal };
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

/** The strictness of `defineStore`: what is not declared is not stored. */
function refuseUnknownFields({ name, model }: Store<Row>, row: Row): void {
  for (const field of Object.keys(row)) {
    if (field !== 'id' && model.schema.pathType(field) === 'adhocOrUndefined')
      throw new Error(`${name} has no field ${field}`);
  }
}

/** About how many bytes a value takes: its texts, and as much for everything else as a name and a number. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return SIZE_OF_MEMBER;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let size = SIZE_OF_MEMBER;
  for (const member of Object.values(value)) size += SIZE_OF_MEMBER + sizeOf(member);
  return size;
}

const SIZE_OF_MEMBER = 16;

/** When an act may have happened: now, or after what the ledger of its agency already holds. */
type TimeOf = (tx: ActOfGroup) => Promise<Date>;

interface GroupView {
  readonly snapshot: Snapshot;
  readonly timeOf: TimeOf;
  entry(store: string, id: string): Entry | undefined;
  entriesOf(store: string): Iterable<Entry>;
}

/** What an act, with those beside it, has read and will write above what its group already holds. */
class Overlay {
  readonly entries: Entries = new Map();
  readonly stores = new Map<string, Store<Row>>();
  readonly messages: MessageOfAgency[] = [];
  readonly acts: ActOfGroup[] = [];
}

/** The `Transaction` of one act: its own overlay above what the group already holds, or that of the act beside which it is done. */
export class ActOfGroup implements Transaction {
  readonly actor: Actor;
  readonly attached = new Map<string, unknown[]>();
  readonly #group: GroupView;
  readonly #overlay: Overlay;
  readonly #written = new Map<string, Set<string>>();
  #now: Date | undefined;

  constructor(actor: Actor, group: GroupView, overlay = new Overlay()) {
    this.actor = actor;
    this.#group = group;
    this.#overlay = overlay;
    overlay.acts.push(this);
  }

  get entries(): Entries {
    return this.#overlay.entries;
  }

  get stores(): ReadonlyMap<string, Store<Row>> {
    return this.#overlay.stores;
  }

  get messages(): readonly MessageOfAgency[] {
    return this.#overlay.messages;
  }

  /** The act itself, and those beside it. */
  get acts(): readonly ActOfGroup[] {
    return this.#overlay.acts;
  }

  get now(): Date {
    if (!this.#now) throw new Error('The act has no time yet');
    return this.#now;
  }

  get written(): WrittenRow[] {
    const written: WrittenRow[] = [];
    for (const [name, ids] of this.#written) {
      const [store, entries] = [this.stores.get(name), this.entries.get(name)];
      for (const id of ids) {
        const entry = entries?.get(id);
        if (store && entry && isWritten(entry)) written.push({ store, row: entry.row });
      }
    }
    return written;
  }

  /** About how much the act writes, with those beside it. */
  bytes(): number {
    const rows = this.acts.flatMap(({ written }) => written).reduce((sum, { row }) => sum + sizeOf(row), 0);
    return this.messages.reduce((sum, { payload }) => sum + sizeOf(payload), rows);
  }

  setNow(now: Date): void {
    this.#now = now;
  }

  async beside(actor: Actor): Promise<ActOfGroup> {
    const act = new ActOfGroup(actor, this.#group, this.#overlay);
    const earliest = await this.#group.timeOf(act);
    act.setNow(earliest > this.now ? earliest : this.now);
    return act;
  }

  async load<T extends Row>(store: Store<T>, id: string): Promise<T> {
    const row = await this.#first(store, { id });
    if (!row) throw notFound();
    return row;
  }

  async find<T extends Row, K extends PropertyKey>(store: Store<T>, where: Only<Where<T>, K>): Promise<T | undefined> {
    return await this.#first(store, where);
  }

  async list<T extends Row, K extends PropertyKey>(store: Store<T>, where: Only<Where<T>, K>): Promise<readonly T[]> {
    return await this.#all(store, where);
  }

  insert<T extends Row>(store: Store<T>, fields: NewRow<T>): T {
    const row = { ...fields, id: fields.id ?? newId(), version: 1 } as unknown as T;
    this.#write(store, { row, base: undefined, changed: new Set() });
    return row;
  }

  change<T extends Row>(store: Store<T>, row: T, patch: Patch<T>): T {
    const entry = this.#entry(store, row.id);
    if (entry?.row !== row) throw new Error(`${store.name} ${row.id}: change what this act has read last`);
    const next = { ...row, ...patch, version: row.version + 1 } as T;
    const changed = new Set([...entry.changed, ...Object.keys(patch)]);
    this.#write(store, { row: next, base: entry.base, changed });
    return next;
  }

  enqueue(message: Message): void {
    this.#overlay.messages.push({ ...message, agencyId: this.actor.agencyId });
  }

  attach(participant: string, item: unknown): void {
    const items = this.attached.get(participant) ?? [];
    items.push(item);
    this.attached.set(participant, items);
  }

  async #first<T extends Row>(store: Store<T>, where: Equalities): Promise<T | undefined> {
    const { id } = where;
    const known = typeof id === 'string' ? this.#entry(store, id)?.row : this.#firstKnown(store, where);
    if (known) return isMatch(known, where) ? (known as T) : undefined;
    const found = await this.#group.snapshot.first(store, where);
    if (!found) return undefined;
    // An earlier act of the group may have changed this row so that it no longer matches; another row may match instead.
    return this.#remember(store, found, where) ?? (await this.#all(store, where))[0];
  }

  async #all<T extends Row>(store: Store<T>, where: Equalities): Promise<readonly T[]> {
    for (const row of await this.#group.snapshot.all(store, where)) this.#remember(store, row, where);
    return [...this.#known(store)].flatMap(({ row }) => (isMatch(row, where) ? [row as T] : []));
  }

  *#known<T extends Row>(store: Store<T>): Iterable<Entry> {
    const own = this.entries.get(store.name);
    for (const entry of this.#group.entriesOf(store.name)) if (!own?.has(entry.row.id)) yield entry;
    if (own) yield* own.values();
  }

  #firstKnown<T extends Row>(store: Store<T>, where: Equalities): Row | undefined {
    for (const { row } of this.#known(store)) if (isMatch(row, where)) return row;
    return undefined;
  }

  #entry<T extends Row>(store: Store<T>, id: string): Entry | undefined {
    return this.entries.get(store.name)?.get(id) ?? this.#group.entry(store.name, id);
  }

  /** Keeps a row read from the database, unless the group already holds a newer state of it. */
  #remember<T extends Row>(store: Store<T>, row: T, where: Equalities): T | undefined {
    const known = this.#entry(store, row.id);
    if (known) return isMatch(known.row, where) ? (known.row as T) : undefined;
    this.#set(store, { row, base: row.version, changed: new Set() });
    return row;
  }

  #write<T extends Row>(store: Store<T>, entry: Entry): void {
    const ids = this.#written.get(store.name) ?? new Set<string>();
    ids.add(entry.row.id);
    this.#written.set(store.name, ids);
    this.#set(store, entry);
  }

  #set<T extends Row>(store: Store<T>, entry: Entry): void {
    const mine = this.entries.get(store.name) ?? new Map<string, Entry>();
    mine.set(entry.row.id, entry);
    this.entries.set(store.name, mine);
    this.#overlay.stores.set(store.name, store as unknown as Store<Row>);
  }
}
