import type { Transaction } from '../../platform/ledger/transaction.ts';
import { circuitOf } from './partner-line.ts';
import { partnerLines } from './store.ts';

/**
 * Has a line that rests find out at once whether its partner answers, since a person wants to know: one attempt, as at the end of every rest.
 * Without effect while one finds out already, and where the partner itself asked to be left alone (429).
 */
export async function wakeLine(tx: Transaction, partner: string): Promise<void> {
  const line = await tx.find(partnerLines, { id: partner });
  if (!line || line.lastError === 'partner-busy' || circuitOf(line, tx.now) !== 'open') return;
  tx.change(partnerLines, line, { restsUntil: undefined });
}
