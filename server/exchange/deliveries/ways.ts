import { systemActor } from '../../platform/actor.ts';
import { readOne } from '../../platform/database/store.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import { type Delivery, isEnded, sentOverAxis } from './delivery.ts';
import type { FollowUp } from './follow-ups/follow-up.ts';
import { followOverAxis } from './over-axis/follow-over-axis.ts';
import { goesOverAxis } from './over-axis/goes-over-axis.ts';
import { sendOverAxis } from './over-axis/send-over-axis.ts';
import { followStraight } from './straight/follow-straight.ts';
import { sendNextDoor } from './straight/send-next-door.ts';
import { sendStraight } from './straight/send-straight.ts';

/*
 * Two forms reach another agency: a signed message, straight to its system, and a packet of the national document axis. Either is made once and
 * tied to its row before a carrier gets it (`messages/transport.ts`); which of them it is, is decided here alone.
 */

/** What says that something is held: the recipient's transport receipt, or the packet as the axis has it. */
export type Handed = Pick<Delivery, 'transportReceipt' | 'overAxis'>;

/**
 * Hands a delivery over by the way that is open now, and keeps what came of it in an act of its sender: nothing when its document was taken back
 * before anybody had it.
 */
export async function handOverDelivery(
  delivery: Delivery,
  keep: (tx: Transaction, handed: Handed | undefined) => Promise<void>,
): Promise<void> {
  // What has ended goes straight alone: there its recipient knows the message again, or takes it in as ended.
  const overAxis = !isEnded(delivery) && (await goesOverAxis(delivery));
  if (!overAxis && (await sendNextDoor(delivery, keep))) return;
  const handed = overAxis ? await sendOverAxis(delivery) : await sendStraight(delivery);
  await inTransaction(systemActor(delivery.agencyId), (tx) => keep(tx, handed));
}

/** Hands over what follows a document, by the way that had taken that: by the other nobody there could tell what it is about. */
export async function handOverFollowUp(followUp: FollowUp): Promise<Handed> {
  const { agencyId, deliveryId } = followUp;
  const delivery = await readOne(deliveries, { _id: deliveryId, agencyId });
  if (!delivery) throw new Error(`What follows delivery ${deliveryId} has lost it`);
  const sent = sentOverAxis(delivery);
  return sent ? await followOverAxis(followUp, sent) : await followStraight(followUp, delivery);
}
