import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { enclosedFiles } from '../messages/confidential-message.ts';
import { bringsDocument, readMessage, sha256Of } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import { readSignedRefusal } from '../messages/signed-refusal.ts';
import { inBase64, signedThingIn } from '../messages/signed-thing.ts';
import type { CarriedMessage, Transport } from '../messages/transport.ts';
import { receiptUnfit } from '../messages/transport-receipt.ts';
import { waitingMessages } from './store.ts';
import { bodyFor } from './travelling-message.ts';
import type { WaitingMessage } from './waiting-message.ts';

/**
 * Carries to agencies whose deployment has no inbound address: the message waits until that collects it (docs/exchange-protocol.md, section
 * 9). Until the recipient has answered it is not known to have arrived (`not-collected`); what it refused may be laid out again.
 */
export const waitingCarrier: Transport = {
  carry: async (recipientCode, carried) => {
    const waiting = await layOut(recipientCode, carried);
    if (!waiting.answer)
      throw new DomainError('unavailable', 'not-collected', 'Its recipient has not collected it yet');
    const answer = signedThingIn(Buffer.from(waiting.answer.text)) ?? lost();
    if (waiting.answer.is === 'receipt') return answer;
    await waitingMessages.model.deleteOne({ _id: waiting.id });
    const code = readSignedRefusal(answer.content, { ...waiting, messageSha256: sha256Of(carried.content) });
    const { kind, message } = refusal(code, 'Its recipient refused it when it was collected');
    throw new DomainError(kind, code, message, { signed: waiting.answer.text });
  },
};

function lost(): never {
  throw receiptUnfit('What was kept of its answer is no signed thing');
}

/** The message as it waits; with the signature it bears now, since one whose key has ended is signed anew. */
async function layOut(
  recipientCode: string,
  { content: bytes, signature, inClear = false }: CarriedMessage,
): Promise<WaitingMessage> {
  const message = readMessage(bytes);
  const { messageId, sender } = message;
  await bodyFor(recipientCode, { content: bytes, signature, inClear }); // what may not leave as it is does not wait either
  const files = enclosedFiles(message).map(({ name, mediaType, ...file }) => {
    const { sha256, size } = file.sealed ?? file;
    return { sha256, size, name, mediaType };
  });
  const urgent = bringsDocument(message) && message.document.priority > 0;
  const key = { senderCode: sender.code, messageId };
  const { content, signature: signatureText } = inBase64({ content: bytes, signature });
  const first = { _id: newId(), recipientCode, content, files, urgent, at: currentTime(), version: 1 };
  const update = { $setOnInsert: first, $set: { signature: signatureText, inClear } };
  await waitingMessages.model.updateOne(key, update, { upsert: true });
  return (await readOne(waitingMessages, key)) ?? lost();
}
