import { refusal } from '../../messages/message-refusal.ts';
import type { Arrival } from '../arrival.ts';
import type { Noticed } from './notice.ts';

/** By what an arrival is found: who sent it, and under which id. */
interface SentBy {
  readonly senderCode: string;
  readonly messageId: string;
}

/**
 * The arrival that a notice of its sender is about, by what finds one; nothing while it has not come. Refuses when that message brought another
 * document than the notice says (`link-not-yours`), or came by other bytes (`receipt-for-other-bytes`).
 */
export async function noticedArrival(
  of: Noticed,
  find: (sent: SentBy) => Promise<Arrival | undefined>,
): Promise<Arrival | undefined> {
  const arrival = await find({ senderCode: of.sender, messageId: of.messageId });
  if (arrival) refuseOther(of, arrival);
  return arrival;
}

function refuseOther({ documentId, messageSha256 }: Noticed, { envelope, envelopeSha256 }: Arrival): void {
  if (documentId !== undefined && documentId !== envelope.document.documentId) {
    throw refusal('link-not-yours', 'The message that it refers to brought another document');
  }
  if (messageSha256 !== undefined && messageSha256 !== envelopeSha256) {
    throw refusal('receipt-for-other-bytes', 'The message that it refers to came by other bytes');
  }
}
