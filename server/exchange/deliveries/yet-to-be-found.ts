import mongoose from 'mongoose';
import { hasLostActs } from '../../audit/next-sequence.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import type { ReceiptMessage } from '../messages/message.ts';
import { deliveries, followUps } from '../store.ts';
import type { Delivery } from './delivery.ts';
import type { FollowUp } from './follow-ups/follow-up.ts';
import { idOfDelivery, idOfFollowUp } from './message-ids.ts';

/**
 * Whether a receipt may be about what an agency had sent before acts were lost here, and has yet to send again: that will be found where it is, and what is said of
 * it can be kept only then.
 */
export async function isYetToBeFound(
  { sender, receipt: { of } }: ReceiptMessage,
  { agencyId, sent }: { readonly agencyId: string; readonly sent?: Delivery | FollowUp | undefined },
): Promise<boolean> {
  if (sent) {
    const isOther = sent.sentAt === undefined && sent.envelopeSha256 !== of.messageSha256;
    return isOther && sent.lastError !== 'message-id-conflict' && (await hasLostActs());
  }
  return (await hasLostActs()) && (await isYetToBeMade(agencyId, sender.code, of.messageId));
}

async function isYetToBeMade(agencyId: string, to: string, messageId: string): Promise<boolean> {
  const unmade = { agencyId, 'recipient.code': to, sentAt: null, messageId: null };
  const states = mongoose.trusted({ $in: ['waiting', 'retrying'] });
  const documents = await readAll(deliveries, { ...unmade, state: states });
  if (documents.some((one) => idOfDelivery(one) === messageId)) return true;
  for (const followUp of await readAll(followUps, { ...unmade, state: 'waiting' })) {
    const { messageId: about } = (await readOne(deliveries, { _id: followUp.deliveryId })) ?? {};
    if (about !== undefined && idOfFollowUp(followUp, { about, to }) === messageId) return true;
  }
  return false;
}
