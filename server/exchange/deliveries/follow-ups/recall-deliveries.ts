import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { deliveries, followUps } from '../../store.ts';
import { type Delivery, isEnded } from '../delivery.ts';
import { isUnsettled } from '../delivery-acts.ts';
import { followJudgedAnswers } from './follow-judged-answers.ts';
import { leaveFollowUp } from './leave-follow-up.ts';

/**
 * Tells every recipient that has, or may have, a document electronically that it was taken back — *thu hồi*; what never left is not sent any
 * more. Nobody has to see any more to who refused it or could not be reached. Safe to repeat.
 */
export async function recallDeliveries(tx: Transaction, documentId: string): Promise<void> {
  const document = await tx.load(outgoingDocuments, documentId);
  const { agencyId, state, answersDocumentIds } = document;
  if (state.status !== 'recalled') throw new Error('Only what was recalled is taken back');
  const recalls = await tx.list(followUps, { agencyId, documentId, kind: 'revoke' });
  const told = new Set(recalls.map(({ deliveryId }) => deliveryId));
  const said = { reason: state.recallRequest.reason, by: state.recalledBy.name };
  for (const delivery of await tx.list(deliveries, { agencyId, documentId })) {
    if (delivery.state === 'recalled' || told.has(delivery.id)) continue;
    if (delivery.messageId !== undefined || delivery.overAxis !== undefined) await followDelivery(tx, delivery, said);
    else if (delivery.channel === 'electronic' && !isEnded(delivery)) endUnsent(tx, delivery);
  }
  await followJudgedAnswers(tx, agencyId, answersDocumentIds);
}

/** Ends a delivery whose document was taken back before it left the house. */
export function endUnsent(tx: Transaction, delivery: Delivery): Delivery {
  record(tx, { type: 'delivery-recalled', documentId: delivery.documentId, deliveryId: delivery.id });
  return tx.change(deliveries, delivery, { state: 'recalled', lastError: undefined });
}

async function followDelivery(
  tx: Transaction,
  delivery: Delivery,
  said: { readonly reason: string; readonly by: string },
): Promise<void> {
  await leaveFollowUp(tx, delivery, { kind: 'revoke', ...said });
  if (isUnsettled(delivery)) tx.change(deliveries, delivery, { settled: { at: tx.now, ...said } });
}
