import { files } from '../../platform/files/files.ts';
import { reasonOf } from '../../platform/jobs/job-kind.ts';
import { freshSignature } from '../../signing/keys/system-signature.ts';
import { sendMessage } from '../carriage/send-message.ts';
import { bringsDocument, type DocumentMessage, readMessage } from '../messages/message.ts';
import type { SignedThing } from '../messages/signed-thing.ts';

/** A message that was made and signed, by where its exact bytes and their signature lie. */
export interface Sealed {
  readonly id: string;
  readonly agencyId: string;
  readonly envelopeSha256?: string;
  readonly envelopeSignatureSha256?: string;
  /** Set where a person has decided that it may go in clear. */
  readonly inClear?: object;
}

/** The message that brought a document, as it was sent. */
export async function sentWith({
  id,
  envelopeSha256 = '',
}: Pick<Sealed, 'id' | 'envelopeSha256'>): Promise<DocumentMessage> {
  const message = readMessage(await files().read(envelopeSha256));
  if (!bringsDocument(message)) throw new Error(`Delivery ${id} brought no document`);
  return message;
}

/** Hands a sealed message over with its files, and gives the recipient's transport receipt. `made`: its bytes, where they were made just now. */
export async function handOver(sealed: Sealed, made?: SignedThing): Promise<SignedThing> {
  const { content, signature } = made ?? (await bytesOf(sealed));
  // The message says whom it is for and what belongs to it; the document may have gone on since it was signed.
  const message = readMessage(content);
  const enclosed = bringsDocument(message) ? message.files : [];
  const inClear = sealed.inClear !== undefined;
  return await sendMessage(message, { content, signature, files: enclosed, inClear });
}

/**
 * Where a signature lies that counts still: one that waited past the end of its key is made anew over the same bytes, which the recipient may
 * know already. Undefined while the one it has is good.
 */
export async function signedAnew(sealed: Sealed): Promise<string | undefined> {
  const { content, signature: made } = await bytesOf(sealed);
  const signature = await freshSignature(sealed.agencyId, content, made);
  return signature === made ? undefined : (await files().put(signature)).sha256;
}

/** Whether the recipient says that a message is older than messages live: it has not taken it, or would have known it. */
export function isExpired(error: unknown): boolean {
  return reasonOf(error) === 'message-expired';
}

async function bytesOf({ id, envelopeSha256, envelopeSignatureSha256 }: Sealed): Promise<SignedThing> {
  if (!envelopeSha256 || !envelopeSignatureSha256) throw new Error(`${id} has no message to send`);
  return { content: await files().read(envelopeSha256), signature: await files().read(envelopeSignatureSha256) };
}
