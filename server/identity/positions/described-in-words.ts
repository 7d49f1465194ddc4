import type { Transaction } from '../../platform/ledger/transaction.ts';
import { units } from '../store.ts';
import type { Described } from './position.ts';

/** A position as the log describes it: with its unit by name and symbol, empty where it stands in none. */
export async function describedInWords(tx: Transaction, { unitId, title, capacity }: Described) {
  const unit = unitId === null ? undefined : await tx.load(units, unitId);
  return { title, unit: unit ? `${unit.name} (${unit.symbol})` : '', capacity: capacity.join(' / ') };
}
