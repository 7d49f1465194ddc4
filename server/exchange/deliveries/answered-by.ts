import { readOne } from '../../platform/database/store.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import type { Link } from '../messages/message.ts';
import type { Party } from '../messages/message-rules.ts';
import { arrivals } from '../store.ts';

/** The message by which this recipient asked what the document answers; undefined for others, and for what came on paper. */
export async function answeredBy(
  { agencyId, answersDocumentId }: OutgoingDocument,
  recipient: Party,
): Promise<Omit<Link, 'type'> | undefined> {
  if (answersDocumentId === null) return undefined;
  const arrival = await readOne(arrivals, { agencyId, documentId: answersDocumentId });
  if (!arrival || arrival.senderCode !== recipient.code) return undefined;
  const { messageId, envelope } = arrival;
  return { sender: recipient.code, messageId, documentId: envelope.document.documentId };
}
