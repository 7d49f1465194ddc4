import type { Transaction } from '../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { partnerOf } from '../directory/partner-of.ts';
import type { Delivery } from './delivery.ts';

/**
 * Leaves the sending of a delivery to the worker, as urgent as its document is. `again`: the job that it has is brought forward or revived;
 * there is no second one.
 */
export async function leaveToSend(tx: Transaction, delivery: Delivery, { again = false } = {}): Promise<void> {
  const { id: deliveryId, agencyId, documentId, recipient } = delivery;
  const document = await tx.load(outgoingDocuments, documentId);
  const partner = recipient.agencyId === undefined ? await partnerOf(tx, recipient.code) : undefined;
  tx.enqueue({
    ...{ kind: 'deliver-envelope', key: deliveryId, payload: { agencyId, deliveryId } },
    ...{ again, urgency: document.priority, ...(partner === undefined ? {} : { partner }) },
  });
}
