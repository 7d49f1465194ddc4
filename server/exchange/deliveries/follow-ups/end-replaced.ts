import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { deliveries } from '../../store.ts';
import { type Delivery, isEnded } from '../delivery.ts';

/** Ends the delivery that this one replaces, once its recipient has acknowledged (15) that another document stands in its place. */
export async function endReplaced(tx: Transaction, { replaces }: Pick<Delivery, 'replaces'>): Promise<void> {
  if (replaces === undefined) return;
  const former = await tx.load(deliveries, replaces);
  if (!isEnded(former)) tx.change(deliveries, former, { state: 'replaced', askedBack: undefined });
}
