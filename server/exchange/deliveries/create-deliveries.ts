import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { deliveries } from '../store.ts';
import { leaveToSend } from './leave-to-send.ts';

/**
 * Makes one delivery per recipient of an issued document: electronic where the recipient is an agency that can receive so, on paper
 * otherwise or when the document was signed in ink. Safe to repeat: recipients that have theirs get no second one.
 */
export async function createDeliveries(
  tx: Transaction,
  document: OutgoingDocument,
  codes: ReadonlyMap<string, string>,
): Promise<void> {
  const existing = await tx.list(deliveries, { agencyId: document.agencyId, documentId: document.id });
  const known = new Set(existing.map(({ recipient }) => recipient.agencyId ?? recipient.name));
  for (const { agencyId, name, paperCopies, paperReason } of document.recipients) {
    if (known.has(agencyId ?? name) || agencyId === document.agencyId) continue;
    known.add(agencyId ?? name);
    const code = agencyId ? codes.get(agencyId) : undefined;
    const electronic = code !== undefined && document.medium === 'electronic';
    const delivery = tx.insert(deliveries, {
      agencyId: document.agencyId,
      documentId: document.id,
      recipient: { name, ...(agencyId ? { agencyId } : {}), ...(code ? { code } : {}) },
      channel: electronic ? 'electronic' : 'paper',
      paperCopies: electronic ? paperCopies : Math.max(paperCopies, 1),
      ...(paperReason ? { paperReason } : {}),
      state: electronic ? 'waiting' : 'paper',
      createdAt: tx.now,
      attempts: 0,
      receipts: [],
    });
    record(tx, { type: 'delivery-created', documentId: document.id, deliveryId: delivery.id });
    if (electronic) await leaveToSend(tx, delivery);
  }
}
