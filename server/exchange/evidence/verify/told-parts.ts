import { detachedSignature } from '../../../pdf-signatures/crypto/verify-detached.ts';
import {
  bringsDocument,
  type DocumentMessage,
  type ReceiptMessage,
  readMessage,
  sha256Of,
} from '../../messages/message.ts';
import { readTransportReceipt, type TransportReceipt } from '../../messages/transport-receipt.ts';
import { place } from '../container.ts';
import { attempt } from './attempt.ts';
import type { GoodSignature } from './believed.ts';
import type { OpenedContainer, SignedPart } from './opened-container.ts';

/** A text with its signature, which is good, of somebody who is not judged yet. */
export interface Told<T> {
  readonly value: T;
  readonly part: SignedPart;
  readonly signature: GoodSignature;
}

/** A status receipt, and the sender’s transport receipt for it. */
export interface ToldStatus {
  readonly receipt: Told<ReceiptMessage>;
  readonly held: Told<TransportReceipt> | undefined;
}

/** What agencies told each other in a container, as far as it is whole and fits together. */
export interface ToldParts {
  readonly message: Told<DocumentMessage>;
  readonly transportReceipt: Told<TransportReceipt> | undefined;
  readonly statuses: readonly ToldStatus[];
}

/** Reads them; what is wrong becomes a fault of its member, and nothing is given where the message itself cannot be read. */
export async function toldParts(container: OpenedContainer): Promise<ToldParts | undefined> {
  const part = await simpleIn(container, place.message);
  const message = part && documentIn(container, part);
  if (!part || !message) return undefined;
  const transportReceipt = await transportReceiptIn(container, place.transportReceipt, { bytes: part.bytes, message });
  // Who took the message in judged its signature then: at the moment that the transport receipt names.
  const judgedAt = transportReceipt?.value.storedAt ?? message.sentAt;
  const told = goodIn(container, part, { value: message, party: message.sender, at: judgedAt });
  if (!told) return undefined;
  const names = container.namesIn(place.receipts).filter((name) => !name.endsWith('-held.asics'));
  const statuses = await Promise.all(names.map((name) => statusIn(container, name, told)));
  return { message: told, transportReceipt, statuses: statuses.filter((one) => one !== undefined) };
}

function documentIn(container: OpenedContainer, { member, bytes }: SignedPart): DocumentMessage | undefined {
  const message = attempt(container, member, () => readMessage(bytes));
  if (!message || bringsDocument(message)) return message;
  container.fault('content-malformed', member);
  return undefined;
}

async function statusIn(
  container: OpenedContainer,
  name: string,
  { value: message, part: { bytes } }: Told<DocumentMessage>,
): Promise<ToldStatus | undefined> {
  const part = await simpleIn(container, name);
  const read = part && attempt(container, name, () => readMessage(part.bytes));
  if (!part || !read) return undefined;
  const isAbout =
    read.kind === 'receipt' &&
    read.receipt.of.messageId === message.messageId &&
    read.receipt.of.messageSha256 === sha256Of(bytes) &&
    read.sender.code === message.recipient.code;
  if (!isAbout) {
    container.fault('of-another-message', name);
    return undefined;
  }
  const receipt = goodIn(container, part, { value: read, party: read.sender, at: read.sentAt });
  if (!receipt) return undefined;
  const heldName = name.replace(/\.asics$/, '-held.asics');
  return { receipt, held: await transportReceiptIn(container, heldName, { bytes: part.bytes, message: read }) };
}

async function transportReceiptIn(
  container: OpenedContainer,
  name: string,
  sent: Parameters<typeof readTransportReceipt>[1],
): Promise<Told<TransportReceipt> | undefined> {
  const part = await simpleIn(container, name);
  const value = part && attempt(container, name, () => readTransportReceipt(part.bytes, sent));
  return part && value && goodIn(container, part, { value, party: value.recipient, at: value.storedAt });
}

interface Claim<T> {
  readonly value: T;
  readonly party: GoodSignature['party'];
  readonly at: string;
}

/** A text whose signature holds; a fault of its member otherwise. */
function goodIn<T>(container: OpenedContainer, part: SignedPart, { value, party, at }: Claim<T>): Told<T> | undefined {
  const made = detachedSignature(part.bytes, part.signature);
  if ('signer' in made) return { value, part, signature: { member: part.member, party, at: new Date(at), ...made } };
  container.fault('signature-wrong', part.member);
  return undefined;
}

async function simpleIn(container: OpenedContainer, name: string): Promise<SignedPart | undefined> {
  return await attempt(container, name, () => container.simple(name));
}
