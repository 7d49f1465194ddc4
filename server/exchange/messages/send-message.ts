import { agencies } from '../../identity/store.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { verifySystemSignature } from '../../signing/keys/system-signature.ts';
import type { Message } from './message.ts';
import { type CarriedMessage, type SignedMessage, transport } from './transport.ts';
import { readTransportReceipt, receiptUnfit } from './transport-receipt.ts';

/**
 * Hands a message over and gives its transport receipt, once that is known to be the recipient's for exactly these bytes: only then the
 * message counts as sent. Throws the recipient's refusal, or whatever leaves it unknown whether the message arrived.
 */
export async function sendMessage(message: Message, carried: CarriedMessage): Promise<SignedMessage> {
  const answer = await transport().carry(message.recipient.code, carried);
  readTransportReceipt(answer.bytes, { bytes: carried.bytes, message });
  const recipient = await readOne(agencies, { code: message.recipient.code });
  if (!recipient) throw new Error(`The recipient ${message.recipient.code} has left the directory`);
  await verifySystemSignature(recipient.id, answer.bytes, answer.signature, currentTime()).catch((error: unknown) => {
    const isForged =
      error instanceof DomainError && (error.kind === 'unauthenticated' || error.kind === 'not-permitted');
    throw isForged ? receiptUnfit('The recipient did not sign it', error) : error;
  });
  return answer;
}
