import { predecessorsOf } from '../directory/predecessors-of.ts';
import { speaksFor } from '../directory/speaks-for.ts';
import type { DocumentMessage } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';

/** A message that was sent from here, to whom, and the document it carried. */
interface Sent {
  readonly agencyId: string;
  readonly documentId: string;
  readonly recipient: { readonly code?: string };
}

interface Answer {
  readonly message: Pick<DocumentMessage, 'links' | 'recipient'>;
  readonly sender: { readonly code: string };
}

/** For whom an answer comes in, when, and what was sent from here under an id. */
interface Asked {
  readonly agencyId: string;
  readonly at: Date;
  readonly sent: (messageId: string) => Promise<Sent | undefined>;
}

/**
 * The ids of the documents that a message answers: of its recipient, or of an agency that was merged into it; of one whose records are elsewhere
 * nothing is known here, and none. Refuses with `link-not-yours` an answer to what was never sent to whoever answers, or to an agency that was
 * merged into that (docs/exchange-protocol.md, section 5).
 */
export async function answeredDocuments(
  { message: { links, recipient }, sender }: Answer,
  { agencyId, at, sent }: Asked,
): Promise<string[]> {
  const answered = links.filter(({ type }) => type === 'answers');
  const isOfFormer = answered.some((link) => link.sender !== recipient.code);
  const askers = [{ code: recipient.code, agencyId }, ...(isOfFormer ? await predecessorsOf(recipient.code, at) : [])];
  const asked = answered.map(async ({ sender: code, messageId }) => {
    const asker = askers.find((one) => one.code === code);
    if (asker && asker.agencyId === undefined) return [];
    const delivery = asker && (await sent(messageId));
    const isTheirs = delivery !== undefined && delivery.agencyId === asker?.agencyId;
    if (isTheirs && (await speaksFor(sender.code, delivery.recipient.code ?? '', at))) return [delivery.documentId];
    throw refusal('link-not-yours', 'It answers a message that its recipient never sent to its sender');
  });
  return [...new Set((await Promise.all(asked)).flat())];
}
