import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Delivery } from './delivery.ts';

/**
 * Leaves the sending of a delivery to the worker, as urgent as its document is. `again`: the job that it has is brought forward or revived;
 * there is no second one.
 */
export function leaveToSend(tx: Transaction, delivery: Delivery, { again = false } = {}): void {
  const { id: deliveryId, agencyId, priority = 0, partner } = delivery;
  tx.enqueue({
    ...{ kind: 'deliver-envelope', key: deliveryId, payload: { agencyId, deliveryId } },
    ...{ again, urgency: priority, ...(partner === undefined ? {} : { partner }) },
  });
}
