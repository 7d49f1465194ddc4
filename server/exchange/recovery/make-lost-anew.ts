import type { Transaction } from '../../platform/ledger/transaction.ts';
import { isEnded } from '../deliveries/delivery.ts';
import { leaveFollowUp } from '../deliveries/follow-ups/leave-follow-up.ts';
import { leaveAnew } from '../deliveries/leave-anew.ts';
import { deliveries, followUps } from '../store.ts';

/** Has a document that its recipient lost, and that is too old to be taken by the same message, sent by a new one; not what has ended, or was refused. */
export async function deliverLostAnew(tx: Transaction, deliveryId: string): Promise<void> {
  const lost = await tx.load(deliveries, deliveryId);
  if (isEnded(lost) || lost.state === 'refused' || lost.sentAnewAs !== undefined) return;
  leaveAnew(tx, lost, 'Nơi nhận đã khôi phục hệ thống và mất văn bản này');
}

/** Has a recall that its recipient lost, and that is too old to be taken by the same message, told by a new one. What was asked for is asked by nobody again. */
export async function recallLostAnew(tx: Transaction, followUpId: string): Promise<void> {
  const { agencyId, documentId, deliveryId, kind, reason, by, createdAt } = await tx.load(followUps, followUpId);
  if (kind !== 'revoke') return;
  const told = await tx.list(followUps, { agencyId, documentId, deliveryId, kind });
  if (told.some((other) => other.createdAt > createdAt)) return;
  await leaveFollowUp(tx, await tx.load(deliveries, deliveryId), { kind, reason, by });
}
