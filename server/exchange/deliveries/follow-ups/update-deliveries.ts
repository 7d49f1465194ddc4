import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { deliveries } from '../../store.ts';
import { type Delivery, isEnded } from '../delivery.ts';
import { leaveFollowUp } from './leave-follow-up.ts';

/**
 * Tells every recipient that holds a document electronically, or may, what was corrected of it since its message was made — *cập nhật*; whoever has
 * none yet gets one that says so from the first. Nobody is told of corrections of what was taken back. Safe to repeat.
 */
export async function updateDeliveries(tx: Transaction, documentId: string): Promise<void> {
  const { agencyId, state, corrections = [] } = await tx.load(outgoingDocuments, documentId);
  if (state.status !== 'issued') return;
  for (const delivery of await tx.list(deliveries, { agencyId, documentId })) {
    const untold = corrections.slice(delivery.corrections ?? 0);
    if (untold.length === 0 || !isHeld(delivery)) continue;
    tx.change(deliveries, delivery, { corrections: corrections.length });
    if (delivery.messageId === undefined && delivery.overAxis === undefined) continue;
    for (const { sequence, reason, by } of untold) {
      await leaveFollowUp(tx, delivery, { kind: 'update', reason, by, sequence });
    }
  }
}

/** Whether a recipient has, or is to have, the document by this delivery. */
function isHeld(delivery: Delivery): boolean {
  return delivery.channel === 'electronic' && delivery.state !== 'refused' && !isEnded(delivery);
}
