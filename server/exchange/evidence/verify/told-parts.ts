import { detachedSignature } from '../../../pdf-signatures/crypto/verify-detached.ts';
import {
  bringsDocument,
  type DocumentMessage,
  type Message,
  type ReceiptMessage,
  readMessage,
  sha256Of,
} from '../../messages/message.ts';
import { readTransportReceipt, type TransportReceipt } from '../../messages/transport-receipt.ts';
import { place } from '../container.ts';
import { attempt } from './attempt.ts';
import type { GoodSignature } from './believed.ts';
import type { FaultCode } from './evidence-report.ts';
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

/** A message with what its recipient signed about it. */
export interface ToldMessage<M extends Message = Message> {
  readonly message: Told<M>;
  readonly transportReceipt: Told<TransportReceipt> | undefined;
  readonly statuses: readonly ToldStatus[];
}

/** What agencies told each other in a container, as far as it is whole and fits together. */
export interface ToldParts extends ToldMessage<DocumentMessage> {
  /** What its sender said of the document later. */
  readonly followUps: readonly ToldMessage[];
  /** The message in whose place it brought a document. */
  readonly replaced: ToldMessage<DocumentMessage> | undefined;
}

/** Everything that was signed about the message and what followed it. */
export function allTold({ followUps, replaced, ...first }: ToldParts): Told<Message | TransportReceipt>[] {
  const all = [first, ...(replaced ? [replaced] : []), ...followUps].flatMap(
    ({ message, transportReceipt, statuses }) => [
      ...[message, transportReceipt],
      ...statuses.flatMap(({ receipt, held }) => [receipt, held]),
    ],
  );
  return all.filter((one) => one !== undefined);
}

/** Reads them; what is wrong becomes a fault of its member, and nothing is given where the message itself cannot be read. */
export async function toldParts(container: OpenedContainer): Promise<ToldParts | undefined> {
  const told = await toldMessage(container, '', { isIt: bringsDocument, otherwise: 'content-malformed' });
  if (!told) return undefined;
  const sent: SentMessage = { message: told.message.value, sha256: sha256Of(told.message.part.bytes) };
  const isIt = (message: Message): message is Message => follows(message, sent);
  const names = container.namesIn(place.followUps).filter((name) => name.endsWith(`/${place.message}`));
  const folders = names.map((name) => name.slice(0, -place.message.length));
  const wanted = { isIt, otherwise: 'of-another-message', sender: sent.message.sender.code } as const;
  const followUps = await Promise.all(folders.map((folder) => toldMessage(container, folder, wanted)));
  const isReplaced = (message: Message): message is DocumentMessage =>
    bringsDocument(message) && follows(sent.message, { message, sha256: '' });
  const replaced = await toldMessage(container, place.replaced, { ...wanted, isIt: isReplaced });
  return { ...told, replaced, followUps: followUps.filter((one) => one !== undefined) };
}

interface SentMessage {
  readonly message: Message;
  readonly sha256: string;
}

/** Whether a message says of another that it is taken back, replaced or corrected, or asks for it; one of both parties may have been merged meanwhile. */
function follows(message: Message, { message: sent, sha256 }: SentMessage): boolean {
  if (message.kind === 'receipt') {
    const { of, code } = message.receipt;
    return code === '13' && of.messageId === sent.messageId && of.messageSha256 === sha256;
  }
  return message.links.some(
    ({ type, sender, messageId }) => type !== 'answers' && sender === sent.sender.code && messageId === sent.messageId,
  );
}

interface Wanted<M extends Message> {
  readonly isIt: (message: Message) => message is M;
  /** The fault of any other message. */
  readonly otherwise: FaultCode;
  /** Whose word it is; another agency's counts where that stands in its place. */
  readonly sender?: string;
}

async function toldMessage<M extends Message>(
  container: OpenedContainer,
  folder: string,
  wanted: Wanted<M>,
): Promise<ToldMessage<M> | undefined> {
  const part = await simpleIn(container, `${folder}${place.message}`);
  const message = part && messageIn(container, part, wanted);
  if (!part || !message) return undefined;
  const sent = { bytes: part.bytes, message };
  const transportReceipt = await transportReceiptIn(container, `${folder}${place.transportReceipt}`, sent);
  // Who took the message in judged its signature then: at the moment that the transport receipt names.
  const judgedAt = transportReceipt?.value.storedAt ?? message.sentAt;
  const told = goodIn(container, part, { value: message, party: message.sender, at: judgedAt, for: wanted.sender });
  if (!told) return undefined;
  const names = container.namesIn(`${folder}${place.receipts}`).filter((name) => !name.endsWith('-held.asics'));
  const statuses = await Promise.all(names.map((name) => statusIn(container, name, told)));
  return { message: told, transportReceipt, statuses: statuses.filter((one) => one !== undefined) };
}

function messageIn<M extends Message>(
  container: OpenedContainer,
  { member, bytes }: SignedPart,
  { isIt, otherwise }: Wanted<M>,
): M | undefined {
  const message = attempt(container, member, () => readMessage(bytes));
  if (!message || isIt(message)) return message;
  container.fault(otherwise, member);
  return undefined;
}

async function statusIn(
  container: OpenedContainer,
  name: string,
  { value: message, part: { bytes } }: Told<Message>,
): Promise<ToldStatus | undefined> {
  const part = await simpleIn(container, name);
  const read = part && attempt(container, name, () => readMessage(part.bytes));
  if (!part || !read) return undefined;
  const isAbout =
    read.kind === 'receipt' &&
    read.receipt.of.messageId === message.messageId &&
    read.receipt.of.messageSha256 === sha256Of(bytes);
  if (!isAbout) {
    container.fault('of-another-message', name);
    return undefined;
  }
  const said = { value: read, party: read.sender, at: read.sentAt, for: message.recipient.code };
  const receipt = goodIn(container, part, said);
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
  /** The code of the agency whose word it is, where that may be another's. */
  readonly for?: string | undefined;
}

/** A text whose signature holds; a fault of its member otherwise. */
function goodIn<T>(container: OpenedContainer, part: SignedPart, claim: Claim<T>): Told<T> | undefined {
  const { value, party, at } = claim;
  const made = detachedSignature(part.bytes, part.signature);
  if (!('signer' in made)) {
    container.fault('signature-wrong', part.member);
    return undefined;
  }
  const inPlaceOf = claim.for === undefined || claim.for === party.code ? {} : { inPlaceOf: claim.for };
  return { value, part, signature: { member: part.member, party, at: new Date(at), ...inPlaceOf, ...made } };
}

async function simpleIn(container: OpenedContainer, name: string): Promise<SignedPart | undefined> {
  return await attempt(container, name, () => container.simple(name));
}
