import type { DocumentMessage } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';

/** A message of our own, to whom, and the document it carried. */
interface Sent {
  readonly agencyId: string;
  readonly documentId: string;
  readonly recipient: { readonly code?: string };
}

interface Answer {
  readonly message: Pick<DocumentMessage, 'links'>;
  readonly sender: { readonly code: string };
}

/**
 * The ids of this agency's documents that a message answers, by what was `sent` under the ids its links name. Refuses with
 * `link-not-yours` an answer to what was never sent to whoever answers.
 */
export async function answeredDocuments(
  { message, sender }: Answer,
  agencyId: string,
  sent: (messageId: string) => Promise<Sent | undefined>,
): Promise<string[]> {
  const answered = message.links.filter(({ type }) => type === 'answers');
  const asked = answered.map(async ({ messageId }) => {
    const delivery = await sent(messageId);
    if (delivery?.agencyId === agencyId && delivery.recipient.code === sender.code) return delivery.documentId;
    throw refusal('link-not-yours', 'It answers a message that was never sent to its sender');
  });
  return [...new Set(await Promise.all(asked))];
}
