import { z } from 'zod';
import { signedTreeHead } from '../../audit/tree/tree-head.ts';
import { parseJson } from '../../platform/api/json-body.ts';
import { line } from '../../platform/api/schemas.ts';
import { verdicts } from '../../registry/documents/document-file.ts';
import { refusal } from './message-refusal.ts';

export const RECEIPT_FORMAT = 'vanban-receipt/1';

/** What a recipient tells the sender of a message, signed with its system key: transport and business receipts alike (DOMAIN §2.2). */
const receiptSchema = z.strictObject({
  format: z.literal(RECEIPT_FORMAT),
  messageId: z.string().min(8).max(64),
  /** SHA-256 of the envelope bytes that came: the receipt stands for these and no others. */
  envelopeSha256: z.string().regex(/^[0-9a-f]{64}$/),
  from: z.strictObject({ code: z.string().max(35), name: line(200) }),
  to: z.strictObject({ code: z.string().max(35), name: line(200) }),
  code: z.enum(['01', '02', '03', '04', '05', '06']),
  at: z.iso.datetime(),
  /** Who acted, by name and title; null when the system did. */
  by: line(200).nullable(),
  reason: line(500).nullable(),
  /** The recipient’s verdict on the signatures of the document. */
  verdict: z.enum(verdicts),
  /** The incoming number, once given: *số đến*. */
  arrivalNumber: z.number().int().nullable(),
  /** The recipient’s log as it stood: agencies hold each other’s history (DESIGN D6). */
  treeHead: signedTreeHead,
});

export type Receipt = z.output<typeof receiptSchema>;
export type ReceiptCode = Receipt['code'];

export function receiptBytes(receipt: Receipt): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(receipt));
}

/** Reads the exact bytes that were signed; refuses anything the format does not know. */
export function readReceipt(bytes: Uint8Array): Receipt {
  const read = receiptSchema.safeParse(parseJson(bytes));
  if (!read.success) {
    throw refusal('receipt-malformed', 'The receipt is not in the form vanban-receipt/1', read.error);
  }
  return read.data;
}
