import type { Actor } from '../actor.ts';
import type { Only, Where } from '../database/filter.ts';
import type { Row, Store } from '../database/store.ts';
import type { Lane } from './act-queue.ts';

/** Fields of a new row; the id may be chosen by the act, the version never. */
export type NewRow<T extends Row> = Omit<T, 'id' | 'version'> & { readonly id?: string };
/** Fields to change; `undefined` removes the field. */
export type Patch<T extends Row> = { readonly [K in Exclude<keyof T, 'id' | 'version'>]?: T[K] | undefined };
/** A row of an act, and where it lives. */
export interface WrittenRow {
  readonly store: Store<Row>;
  readonly row: Row;
}

/** Work for later, delivered at least once by a worker after the act is committed. */
export interface Message {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** A second message of the same kind and key is the same work and is not added again. */
  readonly key?: string;
  /** With a key: what waits, was done or given up is done anew now; what runs this moment is left to run. There is never a second job. */
  readonly again?: boolean;
  readonly runAt?: Date;
  /** For whom it is, outside this deployment. */
  readonly partner?: string;
  /** What is more urgent overtakes what is less; 0 unless told. */
  readonly urgency?: number;
}

/**
 * The unit of work of one act: what it reads is read once, what it writes is gathered and flushed in bulk when the act succeeds
 * and forgotten when it throws. An act touches only the database through it; the outside world is reached by `enqueue`.
 */
export interface Transaction {
  readonly actor: Actor;
  /** The time of the act; never behind what the agency's ledger already holds. */
  readonly now: Date;
  /** The row with this id; refuses with the common 404 when there is none. */
  load<T extends Row>(store: Store<T>, id: string): Promise<T>;
  /** The one row with these field values, earlier acts of the group included. */
  find<T extends Row, K extends PropertyKey>(store: Store<T>, where: Only<Where<T>, K>): Promise<T | undefined>;
  list<T extends Row, K extends PropertyKey>(store: Store<T>, where: Only<Where<T>, K>): Promise<readonly T[]>;
  insert<T extends Row>(store: Store<T>, fields: NewRow<T>): T;
  /** Writes the fields if the row is still as it was read, and gives the row as it is now. */
  change<T extends Row>(store: Store<T>, row: T, patch: Patch<T>): T;
  enqueue(message: Message): void;
  /**
   * An act of somebody else in the same unit of work: both see what the other wrote, and both are done or none. What it records stands in
   * the log of its own agency.
   */
  beside(actor: Actor): Promise<Transaction>;
  /** The rows this act has written so far, each as it will stand in the database. */
  readonly written: readonly WrittenRow[];
  /** Hands an item to a participant, which concludes the act with all its items (audit: the events). */
  attach(participant: string, item: unknown): void;
}

/** One who takes part in every act, given by the composition root: audit appends its leaves this way. */
export interface Participant {
  readonly name: string;
  /** The earliest time an act of this agency may have; `undefined` when anything goes. */
  earliest(tx: Omit<Transaction, 'now'>): Promise<Date | undefined>;
  /** Called at the end of every act that went well: writes what belongs to it beside its own rows, within the same transaction. */
  conclude(tx: Transaction, items: readonly unknown[]): Promise<void>;
}

type Run = <T>(actor: Actor, act: (tx: Transaction) => Promise<T>, lane?: Lane) => Promise<T>;
let run: Run | undefined;

/** Connects `inTransaction` with the ledger that carries it out; called once by the composition root. */
export function useLedger(ledger: { run: Run }): void {
  run = ledger.run.bind(ledger);
}

/**
 * Runs one act to its durable end and gives its answer; throws what the act throws, with nothing written. In the lane `import` it
 * lets everybody else go first.
 */
export function inTransaction<T>(actor: Actor, act: (tx: Transaction) => Promise<T>, lane?: Lane): Promise<T> {
  if (!run) throw new Error('No ledger is in use: call useLedger first');
  return run(actor, act, lane);
}
