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

/**
 * Has a recall or a correction that its recipient lost, and that is too old to be taken by the same message, told by a new one; nothing of a document
 * that is sent anew, which says it itself. What was asked for is asked by nobody again.
 */
export async function followLostAnew(tx: Transaction, followUpId: string): Promise<void> {
  const lost = await tx.load(followUps, followUpId);
  const { agencyId, documentId, deliveryId, kind, reason, by, sequence, ordinal = 1 } = lost;
  const delivery = await tx.load(deliveries, deliveryId);
  const isOver = kind === 'update' && (isEnded(delivery) || delivery.sentAnewAs !== undefined);
  if (kind === 'ask-back' || isOver) return;
  const told = await tx.list(followUps, { agencyId, documentId, deliveryId, kind });
  if (told.some((other) => other.createdAt > lost.createdAt && other.sequence === sequence)) return;
  const said = { kind, reason, by, ordinal: ordinal + 1 };
  await leaveFollowUp(tx, delivery, { ...said, ...(sequence === undefined ? {} : { sequence }) });
}
