import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { partnerOf } from '../directory/partner-of.ts';
import { deliveries } from '../store.ts';
import type { Addressee } from './addressees.ts';
import type { Delivery } from './delivery.ts';
import { leaveToSend } from './leave-to-send.ts';

/**
 * Makes one delivery for each of those who get an issued document: electronic where it is an agency that can receive so, on paper
 * otherwise or when the document was signed in ink. Safe to repeat: whoever has theirs gets no second one, also under another name.
 */
export async function createDeliveries(
  tx: Transaction,
  document: Pick<OutgoingDocument, 'id' | 'agencyId' | 'medium' | 'priority'>,
  addressees: readonly Addressee[],
): Promise<void> {
  const existing = await tx.list(deliveries, { agencyId: document.agencyId, documentId: document.id });
  const known = new Set(existing.map(({ recipient }) => keyOf(recipient)));
  for (const { paperCopies, paperReason, added, electronic: isReached, ...recipient } of addressees) {
    if (known.has(keyOf(recipient)) || recipient.agencyId === document.agencyId) continue;
    known.add(keyOf(recipient));
    const electronic = isReached && document.medium === 'electronic';
    const partner = electronic && recipient.agencyId === undefined ? await partnerOf(tx, recipient.code) : undefined;
    const delivery = tx.insert(deliveries, {
      agencyId: document.agencyId,
      documentId: document.id,
      recipient,
      channel: electronic ? 'electronic' : 'paper',
      paperCopies: electronic ? paperCopies : Math.max(paperCopies, 1),
      ...(paperReason ? { paperReason } : {}),
      ...(added ? { added } : {}),
      state: electronic ? 'waiting' : 'paper',
      createdAt: tx.now,
      priority: document.priority,
      ...(partner ? { partner } : {}),
      attempts: 0,
      receipts: [],
    });
    record(tx, { type: 'delivery-created', documentId: document.id, deliveryId: delivery.id });
    if (electronic) leaveToSend(tx, delivery);
  }
}

function keyOf({ agencyId, code, name }: Delivery['recipient']): string {
  return agencyId ?? code ?? name;
}
