import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { units } from '../store.ts';

/** Refuses the symbol of another unit of the actor's agency: notations are told apart by it. */
export async function assertFreeSymbol(tx: Transaction, symbol: string, selfId?: string): Promise<void> {
  const holder = await tx.find(units, { agencyId: tx.actor.agencyId, symbol });
  if (!holder || holder.id === selfId) return;
  throw new DomainError('conflict', 'symbol-taken', `Another unit has the symbol ${symbol}`);
}
