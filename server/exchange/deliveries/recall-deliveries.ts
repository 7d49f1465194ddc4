import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { followAnswer } from '../../routing/follow-answer.ts';
import { AXIS } from '../axis/axis-partner.ts';
import { partnerOf } from '../directory/partner-of.ts';
import { deliveries, followUps } from '../store.ts';
import { type Delivery, isEnded, isUnsettled } from './delivery.ts';

/**
 * Tells every recipient that has, or may have, a document electronically that it was taken back — *thu hồi*; what never left is not sent any
 * more. Nobody has to see any more to who refused it or could not be reached. Safe to repeat.
 */
export async function recallDeliveries(tx: Transaction, documentId: string): Promise<void> {
  const document = await tx.load(outgoingDocuments, documentId);
  const { agencyId, state, answersDocumentId } = document;
  if (state.status !== 'recalled') throw new Error('Only what was recalled is taken back');
  const told = new Set((await tx.list(followUps, { agencyId, documentId })).map(({ deliveryId }) => deliveryId));
  const said = { reason: state.recallRequest.reason, by: state.recalledBy.name };
  for (const delivery of await tx.list(deliveries, { agencyId, documentId })) {
    if (delivery.state === 'recalled' || told.has(delivery.id)) continue;
    if (delivery.messageId !== undefined || delivery.overAxis !== undefined)
      await followDelivery(tx, delivery, { ...said, urgency: document.priority });
    else if (delivery.channel === 'electronic' && !isEnded(delivery)) endUnsent(tx, delivery);
  }
  if (answersDocumentId === null) return;
  await followAnswer(tx, answersDocumentId);
  tx.enqueue({ kind: 'answer-changed', payload: { agencyId, documentId: answersDocumentId } });
}

/** Ends a delivery whose document was taken back before it left the house. */
export function endUnsent(tx: Transaction, delivery: Delivery): Delivery {
  record(tx, { type: 'delivery-recalled', documentId: delivery.documentId, deliveryId: delivery.id });
  return tx.change(deliveries, delivery, { state: 'recalled', lastError: undefined });
}

interface Recall {
  readonly reason: string;
  readonly by: string;
  readonly urgency: number;
}

async function followDelivery(tx: Transaction, delivery: Delivery, { urgency, ...said }: Recall): Promise<void> {
  const { agencyId, documentId, id: deliveryId, recipient } = delivery;
  const { id: followUpId } = tx.insert(followUps, {
    ...{ agencyId, documentId, deliveryId, recipient, kind: 'revoke', ...said },
    ...{ createdAt: tx.now, state: 'waiting', receipts: [] },
  });
  record(tx, { type: 'recall-begun', documentId, deliveryId });
  const afar = recipient.agencyId === undefined ? await partnerOf(tx, recipient.code) : undefined;
  const partner = delivery.partner === AXIS ? AXIS : afar;
  tx.enqueue({
    ...{ kind: 'send-follow-up', key: followUpId, payload: { agencyId, documentId, followUpId } },
    ...{ urgency, ...(partner === undefined ? {} : { partner }) },
  });
  if (isUnsettled(delivery)) tx.change(deliveries, delivery, { settled: { at: tx.now, ...said } });
}
