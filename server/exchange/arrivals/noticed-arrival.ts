import type { Link } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { Arrival } from './arrival.ts';

/** By what an arrival is found: who sent it, and under which id. */
interface SentBy {
  readonly senderCode: string;
  readonly messageId: string;
}

/**
 * The arrival that a notice of its sender is about, by what finds one; nothing while it has not come. Refuses with `link-not-yours` when that
 * message brought another document than the notice says.
 */
export async function noticedArrival(
  { sender: senderCode, messageId, documentId }: Omit<Link, 'type'>,
  find: (sent: SentBy) => Promise<Arrival | undefined>,
): Promise<Arrival | undefined> {
  const arrival = await find({ senderCode, messageId });
  if (arrival === undefined || arrival.envelope.document.documentId === documentId) return arrival;
  throw refusal('link-not-yours', 'The message that it refers to brought another document');
}
