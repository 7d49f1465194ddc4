import type { Transaction } from '../platform/ledger/transaction.ts';
import { DEPLOYMENT, lostPasts } from './store.ts';

const HOUR_MS = 3600_000;

/**
 * The number of the status after `last` about one message. After acts were lost, others may hold statuses from here of which nobody here knows:
 * what is said since goes on above all of them, by the hours of the clock at the loss (docs/exchange-protocol.md, section 8).
 */
export async function nextSequence(tx: Transaction, last: number): Promise<number> {
  const lost = await tx.find(lostPasts, { id: DEPLOYMENT });
  return Math.max(last, lost ? Math.floor(lost.since.getTime() / HOUR_MS) : 0) + 1;
}
