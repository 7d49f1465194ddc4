import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import type { Delivery } from './delivery.ts';
import { leaveToSend } from './leave-to-send.ts';

/** Has a document sent once more to the recipient of a delivery, by one of its own that counts in its place. */
export function leaveAnew(tx: Transaction, former: Delivery, reason: string): Delivery {
  const {
    id: deliveryId,
    agencyId,
    documentId,
    recipient,
    channel,
    priority = 0,
    partner,
    replaces,
    ordinal = 1,
  } = former;
  const anew = tx.insert(deliveries, {
    ...{ agencyId, documentId, recipient, channel, priority, paperCopies: 0, ordinal: ordinal + 1 },
    ...(partner ? { partner } : {}),
    ...(replaces ? { replaces } : {}),
    ...{ state: 'waiting', createdAt: tx.now, attempts: 0, receipts: [] },
  });
  record(tx, { type: 'delivery-sent-anew', documentId, deliveryId, anewId: anew.id, reason });
  leaveToSend(tx, anew);
  tx.change(deliveries, former, { sentAnewAs: anew.id, settled: { at: tx.now, by: tx.actor.name, reason } });
  return anew;
}
