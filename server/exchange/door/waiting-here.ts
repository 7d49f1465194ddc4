import { Readable } from 'node:stream';
import mongoose from 'mongoose';
import type { Partner } from '../../platform/actor.ts';
import type { ByteRange } from '../../platform/api/byte-range.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import { bringForward } from '../../platform/ledger/jobs.ts';
import { waitingMessages } from '../carriage/store.ts';
import { type Body, bodyFor, travellingBytes } from '../carriage/travelling-message.ts';
import type { WaitingMessage } from '../carriage/waiting-message.ts';
import { correspondentBy, verifyCorrespondent } from '../directory/find-correspondent.ts';
import { directoryEntries } from '../directory/store.ts';
import { enclosedFiles } from '../messages/confidential-message.ts';
import { readMessage, sha256Of } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import { readSignedRefusal } from '../messages/signed-refusal.ts';
import { fromBase64, type SignedThing, signedThingText } from '../messages/signed-thing.ts';
import { readTransportReceipt } from '../messages/transport-receipt.ts';

const { trusted } = mongoose;

const MOST_LISTED = 100;

/** Which message is meant: its sender and its id. */
export interface WaitingKey {
  readonly sender: string;
  readonly messageId: string;
}

/** What waits for the agencies that a deployment hosts, in the order in which it came, after a cursor; the answer brings the next one. */
export async function waitingFor({ deploymentId }: Partner, after: string | undefined) {
  const hosted = await readAll(directoryEntries, { deployment: deploymentId, listed: true });
  const codes = trusted({ $in: hosted.map(({ id }) => id) });
  const later = after === undefined ? {} : { _id: trusted({ $gt: after }) };
  const options = { sort: { _id: 1 }, limit: MOST_LISTED } as const;
  const waiting = await readAll(waitingMessages, { recipientCode: codes, answer: null, ...later }, options);
  const messages = waiting.map(({ senderCode: sender, messageId, content, files, urgent }) => {
    const size = files.reduce((sum, file) => sum + file.size, Buffer.byteLength(content, 'base64'));
    return { sender, messageId, size, urgent };
  });
  return { messages, next: waiting.at(-1)?.id ?? after ?? null };
}

/** The message that waits for an agency which this deployment hosts; for every other deployment 404. */
export async function waitingMessage(
  { deploymentId }: Partner,
  { sender, messageId }: WaitingKey,
): Promise<WaitingMessage> {
  const waiting = await readOne(waitingMessages, { senderCode: sender, messageId });
  const entry = waiting && (await readOne(directoryEntries, { _id: waiting.recipientCode, listed: true }));
  if (!waiting || entry?.deployment !== deploymentId) throw notFound();
  return waiting;
}

/** A message that waits, as it travels. */
export async function bodyOf({ recipientCode, content, signature, inClear }: WaitingMessage): Promise<Body> {
  return await bodyFor(recipientCode, { ...fromBase64({ content, signature }), ...(inClear && { inClear }) });
}

/** A file of a message that waits, as it travels. */
export async function waitingFile(
  partner: Partner,
  { sha256, ...key }: WaitingKey & { readonly sha256: string },
): Promise<FileReply> {
  const { content, files } = await waitingMessage(partner, key);
  const named = files.find((one) => one.sha256 === sha256);
  if (!named) throw notFound();
  const { name, mediaType, size } = named;
  const bytes = await travellingBytes(enclosedFiles(readMessage(Buffer.from(content, 'base64'))), named);
  const stream = (range: ByteRange) => Readable.from(bytes(range), { objectMode: false });
  return {
    ...{ name, mediaType, size, sha256, disposition: 'attachment' },
    open: () => stream({ start: 0, end: size - 1 }),
    openPart: stream,
  };
}

/**
 * Keeps what the recipient of a message has signed when its deployment collected it: its transport receipt, or its refusal. What sends the
 * message then goes on at once. Refuses with `message-malformed` what is neither for exactly these bytes, and with `signature-invalid` what the
 * recipient did not sign.
 */
export async function answerWaiting(partner: Partner, key: WaitingKey, answer: SignedThing): Promise<void> {
  const waiting = await waitingMessage(partner, key);
  const is = kindOf(answer.content, waiting);
  const now = currentTime();
  const recipient = await correspondentBy(waiting.recipientCode, now);
  if (!recipient) throw refusal('signature-invalid', 'The recipient has left the directory');
  await verifyCorrespondent(recipient, answer.content, answer.signature, now);
  const unanswered = { _id: waiting.id, answer: null };
  await waitingMessages.model.updateOne(unanswered, { $set: { answer: { is, text: signedThingText(answer) } } });
  await bringForward(partner.deploymentId, now);
}

function kindOf(answer: Uint8Array, { messageId, content }: WaitingMessage): 'receipt' | 'refusal' {
  const bytes = Buffer.from(content, 'base64');
  if (isMeant(() => readTransportReceipt(answer, { bytes, message: readMessage(bytes) }))) return 'receipt';
  if (isMeant(() => readSignedRefusal(answer, { messageId, messageSha256: sha256Of(bytes) }))) return 'refusal';
  throw refusal('message-malformed', 'It is neither a transport receipt nor a refusal of this message');
}

function isMeant(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
