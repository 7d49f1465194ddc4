import { z } from 'zod';
import { signedTreeHead } from '../../audit/tree/tree-head.ts';
import { parseJson } from '../../platform/api/json-body.ts';
import { line } from '../../platform/api/schemas.ts';
import { DomainError } from '../../platform/errors.ts';
import { type Message, sha256Of } from './message.ts';
import type { SignedThing } from './signed-thing.ts';

export const TRANSPORT_RECEIPT_FORMAT = 'vanban-transport-receipt/1';
const party = z.object({ code: z.string().max(35), name: line(200) });

/**
 * What the recipient of a message signs once it holds the message for good; it judges nothing (docs/exchange-protocol.md, section 7).
 * A message that comes again is answered by the same one, byte for byte.
 */
const transportReceipt = z.object({
  format: z.literal(TRANSPORT_RECEIPT_FORMAT),
  messageId: z.string().max(64),
  messageSha256: z.string().regex(/^[0-9a-f]{64}$/),
  sender: party,
  recipient: party,
  storedAt: z.iso.datetime(),
  treeHead: z.object(signedTreeHead.shape).nullable(),
});

export type TransportReceipt = z.output<typeof transportReceipt>;

/** A transport receipt as it is kept in rows: its exact text, and the detached CMS in base64. */
export interface KeptTransportReceipt {
  readonly text: string;
  readonly signature: string;
}

export function transportReceiptBytes(receipt: TransportReceipt): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(receipt));
}

export function keptTransportReceipt({ content: bytes, signature }: SignedThing): KeptTransportReceipt {
  return { text: Buffer.from(bytes).toString(), signature: Buffer.from(signature).toString('base64') };
}

export function signedTransportReceipt({ text, signature }: KeptTransportReceipt): SignedThing {
  return { content: Buffer.from(text), signature: Buffer.from(signature, 'base64') };
}

/**
 * Reads what came as the transport receipt of a message that was sent, before its signature is checked. Refuses with
 * `receipt-unfit` what is no receipt, or that of another message: whoever sent does not know then whether it arrived.
 */
export function readTransportReceipt(bytes: Uint8Array, sent: SentMessage): TransportReceipt {
  const read = transportReceipt.safeParse(jsonIn(bytes));
  if (!read.success) throw receiptUnfit('It is not in the form of transport receipts', read.error);
  const { messageId, messageSha256, sender, recipient } = read.data;
  const { message } = sent;
  const isIts =
    messageId === message.messageId &&
    messageSha256 === sha256Of(sent.bytes) &&
    sender.code === message.sender.code &&
    recipient.code === message.recipient.code;
  if (!isIts) throw receiptUnfit('It is the receipt of another message');
  return read.data;
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    throw receiptUnfit('It is no JSON', error);
  }
}

interface SentMessage {
  readonly bytes: Uint8Array;
  readonly message: Message;
}

/** What a recipient answered tells nothing of whether it holds the message. */
export function receiptUnfit(message: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'receipt-unfit', message, { cause });
}
