import { DomainError } from '../errors.ts';

/** A collection whose rows bear a seal, and which of their fields hold what must not leave the database. */
export interface SealedStore {
  readonly name: string;
  readonly secrets: readonly string[];
}

interface SealedRow {
  readonly id: string;
  readonly version: number;
}

/**
 * What the ledger puts on a row that it writes, and nobody can make who only has the password of the database: rows that decide who may
 * do what are not believed without it. Given by the composition root.
 */
export interface RowSeal {
  /** The seal of a row as it stands. */
  of(store: SealedStore, row: SealedRow): string;
  /** Told of each row that is met without its seal, so that somebody hears of it. */
  broken(store: string, id: string): void;
}

let inUse: RowSeal | undefined;

/** Says what seals the rows of this process; called by the composition root before the first row is read. */
export function useRowSeal(seal: RowSeal): void {
  inUse = seal;
  newestStates.clear();
}

function rowSeal(): RowSeal {
  if (!inUse) throw new Error('No seal of rows is in use: call useRowSeal first');
  return inUse;
}

/** The seal that goes with a row into the database. */
export function sealOf(store: SealedStore, row: SealedRow): string {
  return rowSeal().of(store, row);
}

/** Refuses with `row-changed-outside` a row that the ledger did not write in exactly this form. */
export function requireSeal(store: SealedStore, row: SealedRow, mac: unknown): void {
  if (mac !== rowSeal().of(store, row)) throw brokenSeal(store, row);
}

/** The code of the refusal to believe a row. */
export const ROW_CHANGED = 'row-changed-outside';

/** The refusal, and the word to whoever looks after the deployment. */
export function brokenSeal({ name }: SealedStore, { id }: SealedRow): DomainError {
  rowSeal().broken(name, id);
  return new DomainError('internal', ROW_CHANGED, `The row ${id} of ${name} was changed past the ledger`);
}

/** By store and id: the newest state of a sealed row that this process has written or read. */
const newestStates = new Map<string, number>();

/** Takes note of a state of a sealed row: an older one, however well sealed, was put back by somebody. */
export function noteState({ name }: SealedStore, { id, version }: SealedRow): void {
  const key = `${name}/${id}`;
  if (version > (newestStates.get(key) ?? 0)) newestStates.set(key, version);
}

/** Whether this process knows a newer state of the row than this one. */
export function isPutBack({ name }: SealedStore, { id, version }: SealedRow): boolean {
  return version < (newestStates.get(`${name}/${id}`) ?? 0);
}
