import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { AXIS } from '../../axis/axis-partner.ts';
import { partnerOf } from '../../directory/partner-of.ts';
import { followUps } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import { type FollowUp, followUpEvents } from './follow-up.ts';

type Said = Pick<FollowUp, 'kind' | 'reason' | 'by' | 'sequence' | 'ordinal'>;

/** Leaves to the worker a message that follows a document to one recipient, as urgent as that is. */
export async function leaveFollowUp(tx: Transaction, delivery: Delivery, said: Said): Promise<void> {
  const { agencyId, documentId, id: deliveryId, recipient } = delivery;
  const followUp = tx.insert(followUps, {
    ...{ agencyId, documentId, deliveryId, recipient, ...said },
    ...{ createdAt: tx.now, state: 'waiting', receipts: [] },
  });
  record(tx, { type: followUpEvents[said.kind].begun, documentId, deliveryId, reason: said.reason });
  await leaveToFollow(tx, delivery, followUp);
}

/** Leaves the sending of what follows a delivery to the worker. `again`: the job that it has is brought forward or revived; there is no second one. */
export async function leaveToFollow(
  tx: Transaction,
  { partner: way, priority = 0 }: Delivery,
  { id: followUpId, agencyId, documentId, recipient }: FollowUp,
  { again = false } = {},
): Promise<void> {
  const afar = recipient.agencyId === undefined ? await partnerOf(tx, recipient.code) : undefined;
  const partner = way === AXIS ? AXIS : afar;
  tx.enqueue({
    ...{ kind: 'send-follow-up', key: followUpId, payload: { agencyId, documentId, followUpId } },
    ...{ again, urgency: priority, ...(partner === undefined ? {} : { partner }) },
  });
}
