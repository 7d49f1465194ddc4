import { z } from 'zod';
import { line } from '../../platform/api/schemas.ts';
import { verdicts } from '../../registry/documents/document-file.ts';

/** *Mã trạng thái xử lý* that are told by messages, as the national document axis numbers them (docs/exchange-protocol.md §8). */
export const receiptCodes = ['01', '02', '03', '04', '05', '06', '13', '15', '16'] as const;
export type ReceiptCode = (typeof receiptCodes)[number];

/** Why a person does not take a document in, beside what they say in words. */
export const returnReasons = [
  ...(['wrong-recipient', 'not-competent', 'signature-not-valid', 'incomplete'] as const),
  ...(['unreadable', 'duplicate', 'other'] as const),
] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** Why a document is not taken in, also those reasons that systems alone find (docs/exchange-protocol.md, section 8). */
export const refusalReasons = [...returnReasons, 'malware', 'link-unknown'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** The place of a message among all of its kind about one document: the highest stands, or is read last. */
export const sequence = z.number().int().min(1).max(1_000_000);

/** So much is kept of what one side says of one message: everything is shown, and is part of its evidence, and nobody says more in earnest. */
export const MOST_SAID = 300;

/** What one side says of a message that brought a document (docs/exchange-protocol.md, section 8). */
export const receipt = z.object({
  /** The message, and the SHA-256 of its bytes as they came: the receipt stands for these and no others. */
  of: z.object({ messageId: z.uuidv7().lowercase(), messageSha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Rises with all that this side says of that message. */
  sequence,
  code: z.enum(receiptCodes),
  at: z.iso.datetime(),
  /** Who acted, by name and title; null when the system did. */
  by: line(200).nullable(),
  reasonCode: z.enum(refusalReasons).nullable(),
  reason: line(500).nullable(),
  /** The recipient’s verdict on the signatures of the document. */
  verdict: z.enum(verdicts),
  /** The incoming number, once given: *số đến*. */
  arrivalNumber: z.number().int().min(1).nullable(),
});

export type Receipt = z.output<typeof receipt>;
