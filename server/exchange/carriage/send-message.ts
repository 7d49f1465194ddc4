import { currentTime } from '../../platform/clock.ts';
import { DomainError } from '../../platform/errors.ts';
import { correspondentBy, verifyCorrespondent } from '../directory/find-correspondent.ts';
import type { Message } from '../messages/message.ts';
import { type CarriedMessage, type SignedMessage, transport } from '../messages/transport.ts';
import { readTransportReceipt, receiptUnfit } from '../messages/transport-receipt.ts';

/**
 * Hands a message over and gives its transport receipt, once that is known to be the recipient's for exactly these bytes: only then the
 * message counts as sent. Throws the recipient's refusal, or whatever leaves it unknown whether the message arrived.
 */
export async function sendMessage(message: Message, carried: CarriedMessage): Promise<SignedMessage> {
  const answer = await transport().carry(message.recipient.code, carried);
  readTransportReceipt(answer.bytes, { bytes: carried.bytes, message });
  const now = currentTime();
  const recipient = await correspondentBy(message.recipient.code, now);
  if (!recipient) throw receiptUnfit('The recipient has left the directory');
  await verifyCorrespondent(recipient, answer.bytes, answer.signature, now).catch((error: unknown) => {
    const isForged =
      error instanceof DomainError && (error.kind === 'unauthenticated' || error.kind === 'not-permitted');
    throw isForged ? receiptUnfit('The recipient did not sign it', error) : error;
  });
  return answer;
}
