import { z } from 'zod';
import { instant } from '../../platform/api/schemas.ts';
import { fileView, priority, verdictView, voidRequestView } from '../documents/contract.ts';
import { letter } from './letter/contract.ts';
import { recipientView } from './recipients/contract.ts';

/** Where an outgoing document stands. */
export const outgoingState = z.enum([
  'draft',
  'preparing',
  'submitted',
  'signed',
  'numbered',
  'issued',
  'recalled',
  'voided',
]);

/** An outgoing document in lists. */
export const outgoingSummary = z.object({
  id: z.string(),
  version: z.number().int(),
  state: outgoingState,
  /** *Số, ký hiệu*; before numbering the notation alone, *…/SNV-VP*. */
  code: z.string(),
  number: z.number().int().nullable(),
  year: z.number().int().nullable(),
  issuedOn: z.string().nullable(),
  typeCode: z.string(),
  typeName: z.string(),
  subject: z.string(),
  signerName: z.string(),
  priority,
  replyBy: z.string().nullable(),
  /** It was recalled since another one stands in its place. */
  isReplaced: z.boolean(),
  /** By when it is to be numbered and issued, while it is signed and that was not done. */
  issueBy: z.string().nullable(),
  recipientCount: z.number().int(),
  medium: z.enum(['electronic', 'ink']),
  updatedAt: instant,
  /** Why it came back or could not be sealed, when it did. */
  notice: z
    .object({
      kind: z.enum(['returned', 'handed-over', 'prepare-failed', 'seal-failed']),
      text: z.string(),
      at: instant,
    })
    .nullable(),
});

/** A rectangle on a page in PDF points, origin at the lower left corner of the page. */
const place = z.object({
  name: z.enum(['number', 'day', 'month', 'year', 'leader', 'seal']),
  page: z.number().int(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});

/** An outgoing document as its page shows it. */
export const outgoingView = outgoingSummary.extend({
  notation: z.string(),
  unitId: z.string().nullable(),
  bodyId: z.string().nullable(),
  signer: z.object({ positionId: z.string(), name: z.string(), title: z.string(), capacity: z.array(z.string()) }),
  drafter: z.object({ positionId: z.string(), name: z.string() }),
  description: z.string().nullable(),
  recipients: z.array(recipientView),
  /** Answers that an earlier release kept for repetitions do not say it. */
  answersDocumentIds: z.array(z.string()).default([]),
  replaces: z.object({ documentId: z.string(), code: z.string(), reason: z.string() }).nullable(),
  letter: letter.nullable(),
  /** The bytes as they stand now: draft, prepared, signed or sealed. */
  files: z.array(fileView),
  places: z.array(place),
  /** What preparing had to guess, in words. */
  placeNotes: z.array(z.string()),
  signedAt: instant.nullable(),
  numberedAt: instant.nullable(),
  issuedAt: instant.nullable(),
  voidReason: z.string().nullable(),
  voidRequest: voidRequestView.nullable(),
  voidedBy: z.string().nullable(),
  /** Somebody asks to take it back, or asked before it was. */
  recallRequest: voidRequestView.nullable(),
  recalled: z
    .object({
      at: instant,
      by: z.string(),
      replacedBy: z.object({ documentId: z.string(), code: z.string() }).nullable(),
    })
    .nullable(),
  verdict: verdictView,
  allowed: z.array(
    z.enum([
      'edit',
      'delete',
      'submit',
      'withdraw',
      'hand-over',
      'return',
      'sign',
      'number',
      'retry-seal',
      'request-void',
      'void',
      'keep-number',
      'correct',
      'add-recipients',
      'request-recall',
      'recall',
      'keep-issued',
      'track',
    ]),
  ),
});

export type OutgoingSummary = z.output<typeof outgoingSummary>;
export type OutgoingView = z.output<typeof outgoingView>;
export type Place = z.output<typeof place>;
