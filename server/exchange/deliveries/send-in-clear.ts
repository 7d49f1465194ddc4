import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries, followUps } from '../store.ts';
import type { Delivery } from './delivery.ts';
import { mayGoInClear, waitsForKey } from './delivery-acts.ts';
import { leaveToFollow } from './follow-ups/leave-follow-up.ts';
import { demandInForce } from './in-force.ts';
import { leaveToSend } from './leave-to-send.ts';

interface SendInClear {
  readonly deliveryId: string;
  /** Why it need not wait until it can be sealed again. */
  readonly reason: string;
}

/**
 * Lets a document go without being sealed for its recipient – *gửi không niêm kín* –, for whom the directory names no key any more
 * (docs/exchange-protocol.md, section 10), and what follows it: the same messages, still by HTTPS; sealed all the same should there be a key again by
 * then. Refuses what does not stand still for that, and a document that was taken back or replaced before its recipient held it.
 */
export async function sendInClear(tx: Transaction, { deliveryId, reason }: SendInClear): Promise<Delivery> {
  const delivery = await tx.load(deliveries, deliveryId);
  const { agencyId, documentId } = delivery;
  if (agencyId !== tx.actor.agencyId) throw notFound();
  const followed = await tx.list(followUps, { agencyId, documentId, deliveryId });
  if (!mayGoInClear(delivery, followed)) {
    throw new DomainError(
      'conflict',
      'nothing-in-clear',
      'It can be sealed, has left, or stands still for something else',
    );
  }
  const isHeld = delivery.sentAt !== undefined;
  if (!isHeld) await demandInForce(tx, delivery);
  record(tx, { type: 'delivery-put-in-clear', documentId, deliveryId, reason });
  for (const one of followed.filter(waitsForKey)) await leaveToFollow(tx, delivery, one, { again: true });
  const inClear = { at: tx.now, by: tx.actor.name, reason };
  if (isHeld) return tx.change(deliveries, delivery, { inClear });
  leaveToSend(tx, delivery, { again: true });
  return tx.change(deliveries, delivery, { state: 'retrying', settled: undefined, expired: undefined, inClear });
}
