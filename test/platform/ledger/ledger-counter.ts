import { defineStore, type Row, readAll } from '../../../server/platform/database/store.ts';
import type { Transaction } from '../../../server/platform/ledger/transaction.ts';

interface Counter extends Row {
  readonly last: number;
}
interface Entry extends Row {
  readonly number: number;
}
export const counters = defineStore<Counter>('ledgerTestCounters', { last: Number });
export const entries = defineStore<Entry>('ledgerTestEntries', { number: Number }, [
  { keys: { number: 1 }, options: { unique: true } },
]);

/** The smallest act with a number: the counter goes up, and the number has its row. */
export async function takeNumber(tx: Transaction): Promise<number> {
  const counter = (await tx.find(counters, { id: 'c' })) ?? tx.insert(counters, { id: 'c', last: 0 });
  const { last } = tx.change(counters, counter, { last: counter.last + 1 });
  tx.insert(entries, { number: last });
  return last;
}

/** 1 to `last`. */
export function numbersUpTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** The numbers in the database, in their order. */
export async function storedNumbers(): Promise<number[]> {
  return (await readAll(entries, {}, { sort: { number: 1 } })).map(({ number }) => number);
}
