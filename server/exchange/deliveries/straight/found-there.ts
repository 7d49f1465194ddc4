import { isDeepStrictEqual } from 'node:util';
import type { SignedTreeHead } from '../../../audit/tree/tree-head.ts';
import { currentTime } from '../../../platform/clock.ts';
import { DomainError } from '../../../platform/errors.ts';
import { files } from '../../../platform/files/files.ts';
import { reasonOf } from '../../../platform/jobs/job-kind.ts';
import { correspondentBy, verifyCorrespondent } from '../../directory/find-correspondent.ts';
import { bringsDocument, type Message, readMessage } from '../../messages/message.ts';
import type { SignedThing } from '../../messages/signed-thing.ts';
import { transport } from '../../messages/transport.ts';
import type { Sealed } from '../sealed-message.ts';

/** A message that had been sent and was lost here: what a row keeps of it, and what it says. */
export interface FoundMessage {
  readonly message: Message;
  readonly kept: {
    readonly envelopeSha256: string;
    readonly envelopeSignatureSha256: string;
    readonly treeHead: SignedTreeHead;
  };
}

/**
 * The message that a recipient holds under the id of a sealed one, which it has refused for that: sent before acts were lost here, and made anew by nobody
 * who knew of it. Nothing for any other refusal, and unless it is signed by this sender and says the same; it is stored when it is given.
 */
export async function foundThere({ envelopeSha256 = '' }: Sealed, error: unknown): Promise<FoundMessage | undefined> {
  if (reasonOf(error) !== 'message-id-conflict') return undefined;
  const made = readMessage(await files().read(envelopeSha256));
  const { sender, recipient, messageId } = made;
  const held = await transport().held?.(recipient.code, { sender: sender.code, messageId });
  if (!held) return undefined;
  const message = await ownMessageIn(held);
  if (!message?.treeHead || !isMeant(made, message)) return undefined;
  const [content, signature] = [await files().put(held.content), await files().put(held.signature)];
  const kept = { envelopeSha256: content.sha256, envelopeSignatureSha256: signature.sha256 };
  return { message, kept: { ...kept, treeHead: message.treeHead } };
}

/** The message, if it is one and its sender's system key counted when it signed it. */
async function ownMessageIn({ content, signature }: SignedThing): Promise<Message | undefined> {
  try {
    const message = readMessage(content);
    const sender = await correspondentBy(message.sender.code, currentTime());
    if (sender?.agencyId === undefined) return undefined;
    const isOursAt = (at: Date) => verifyCorrespondent(sender, content, signature, at);
    await isOursAt(new Date(message.sentAt)).catch(() => isOursAt(currentTime())); // it may have been signed anew
    return message;
  } catch (error) {
    if (error instanceof DomainError) return undefined; // whatever it is, this house has not said it
    throw error;
  }
}

/** Whether a message is that which was made anew: to the same recipient, of the same document or, about another message, in the same words. */
function isMeant(made: Message, held: Message): boolean {
  const isSameWay =
    held.messageId === made.messageId &&
    held.sender.code === made.sender.code &&
    held.recipient.code === made.recipient.code;
  if (!bringsDocument(made) || !bringsDocument(held))
    return isSameWay && held.kind === made.kind && isDeepStrictEqual(wordsOf(held), wordsOf(made));
  return isSameWay && held.document.documentId === made.document.documentId;
}

/** What a message about another says, whoever says it when. */
function wordsOf({ sentAt: _, sender: __, recipient: ___, treeHead: ____, ...words }: Message): object {
  return words;
}
