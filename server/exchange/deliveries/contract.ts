import { z } from 'zod';
import { agencyCode } from '../../identity/contract.ts';
import type { Contract } from '../../platform/api/contract.ts';
import { day, idParam, instant, limit, line, pageOf, reasoned } from '../../platform/api/schemas.ts';
import { verdictView } from '../../registry/documents/contract.ts';
import { recipientKinds } from '../../registry/outgoing/recipients/recipient.ts';
import { receiptCodes, refusalReasons } from '../messages/receipt.ts';
import type { grants } from '../permissions.ts';
import { deliveryStates } from './delivery.ts';
import { deliveryParts } from './delivery-parts.ts';
import { followUpKinds, followUpStates } from './follow-ups/follow-up.ts';
import { otherwise, type Saying, sayings } from './follow-ups/foreseen.ts';
import { postingWays } from './on-paper/posting.ts';

export { deliveryParts, otherwise, postingWays };

const receiptView = z.object({
  code: z.enum(receiptCodes),
  at: instant,
  by: z.string().nullable(),
  reasonCode: z.enum(refusalReasons).nullable(),
  reason: z.string().nullable(),
  incomingCode: z.string().nullable(),
  /** Of its exact bytes. */
  sha256: z.string(),
  /** False for what the axis told: nobody signs statuses there. */
  signatureValid: z.boolean(),
});

/** A message that follows a document to one recipient, and what that said of it. */
const followUpView = z.object({
  id: z.string(),
  kind: z.enum(followUpKinds),
  state: z.enum(followUpStates),
  at: instant,
  by: z.string(),
  reason: z.string(),
  messageId: z.string().nullable(),
  sentAt: instant.nullable(),
  lastError: z.string().nullable(),
  receipts: z.array(receiptView),
});

const deliveryView = z.object({
  id: z.string(),
  documentId: z.string(),
  recipient: z.object({
    agencyId: z.string().nullable(),
    code: z.string().nullable(),
    name: z.string(),
    kind: z.enum(recipientKinds),
    /** The unit there whom it is for. */
    unit: z.string().nullable(),
    /** Where post finds an organisation or a person. */
    address: z.string().nullable(),
    /** The name on the document, where that agency has been merged into this one. */
    insteadOf: z.string().nullable(),
  }),
  /** *Internal* is a unit of the sender, which reads the document where it is. */
  channel: z.enum(['electronic', 'paper', 'internal']),
  paperCopies: z.number().int(),
  paperReason: z.string().nullable(),
  state: z.enum(deliveryStates),
  /** Over the national document axis, or straight to the system of the recipient. */
  carrier: z.enum(['direct', 'axis']),
  messageId: z.string().nullable(),
  sentAt: instant.nullable(),
  attempts: z.number().int(),
  nextAttemptAt: instant.nullable(),
  /** Since when whoever sent it has been told that no recipient holds it. */
  lateSince: instant.nullable(),
  /** Whether the life of its message ended before anybody held it. */
  expired: z.boolean(),
  lastError: z.string().nullable(),
  /** The recipient’s verdict on our signatures, as its signed receipt says. */
  recipientVerdict: verdictView.nullable(),
  /** The delivery to the same recipient that it replaces. */
  replaces: z.string().nullable(),
  /** The delivery by which it was sent once more, after it was refused or to another recipient. */
  sentAnewAs: z.string().nullable(),
  /** The recipient that gets it in the place of this one. */
  readdressedTo: z.string().nullable(),
  /** What a clerk may do about it now. */
  acts: z.array(
    z.enum(['retry', 'in-clear', 'send-anew', 'readdress', 'paper', 'record-posting', 'ask-back', 'settle']),
  ),
  /** Who decided that it may go without being sealed, and why. */
  inClear: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  /** What was done about it instead, when it was refused or stands still. */
  settled: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  receipts: z.array(receiptView),
  /** How it went on paper, as a clerk recorded it. */
  posted: z
    .object({ way: z.enum(postingWays), sentOn: z.string(), reference: z.string(), at: instant, by: z.string() })
    .nullable(),
  /** Who had it sent to this recipient after the issue; null for those it was issued to. */
  added: z.object({ at: instant, by: z.string(), reason: z.string().nullable() }).nullable(),
  /** Messages that followed it: that it was taken back, corrected, or asked for. */
  followUps: z.array(followUpView),
});

/** What a clerk does about one delivery; the answer is the delivery as the act leaves it, or the new one. */
const onDelivery = {
  method: 'post',
  permission: 'exchange.receive',
  legalEffect: true,
  params: z.object({ deliveryId: idParam }),
  response: deliveryView,
} as const;

/** How far a document has come with each of its recipients, and what is done about it. */
export const deliveriesContract = {
  listDeliveries: {
    method: 'get',
    path: '/outgoing/:documentId/deliveries',
    summary: 'Per recipient: state, receipts, what is stuck; what somebody has to see to first',
    permission: 'exchange.track',
    params: z.object({ documentId: idParam }),
    query: z.object({
      part: z.enum(deliveryParts).optional(),
      /** Words of the name of a recipient, or its code. */
      q: z.string().max(200).optional(),
      cursor: z.string().max(300).optional(),
      limit,
    }),
    response: pageOf(deliveryView),
  },
  getProgress: {
    method: 'get',
    path: '/outgoing/:documentId/delivery-progress',
    summary: 'How many recipients a document has reached, who has to be seen to, who was added later',
    permission: 'exchange.track',
    params: z.object({ documentId: idParam }),
    response: z.object({
      /** Recipients that count: what was sent once more counts by the delivery that counts now. */
      total: z.number().int(),
      parts: z.record(z.enum(deliveryParts), z.number().int()),
      added: z.number().int(),
      /** Whether everybody has taken it in electronically and found its signatures valid, and nobody gets paper. */
      paperless: z.boolean(),
    }),
  },
  listToldOtherwise: {
    method: 'get',
    path: '/outgoing/:documentId/told-otherwise',
    summary:
      'Recipients that what is said of a document would not reach by itself, or that would not confirm it, and why',
    permission: 'exchange.track',
    params: z.object({ documentId: idParam }),
    query: z.object({ about: z.enum(sayings).default('revoke') }),
    response: z.array(z.object({ deliveryId: z.string(), name: z.string(), why: z.enum(otherwise) })),
  },
  retryDelivery: {
    ...onDelivery,
    path: '/deliveries/:deliveryId/retry',
    summary: 'Send again what is stuck',
    body: z.strictObject({}),
  },
  sendInClear: {
    ...onDelivery,
    path: '/deliveries/:deliveryId/in-clear',
    summary: 'Let a delivery go without being sealed, to a recipient whose key the directory names no more',
    body: reasoned,
  },
  sendAnew: {
    ...onDelivery,
    path: '/deliveries/:deliveryId/send-anew',
    summary:
      'Send the document once more to a recipient who refused it, by a message of its own; the answer is the new delivery',
    body: reasoned,
    status: 201,
  },
  readdressDelivery: {
    ...onDelivery,
    path: '/deliveries/:deliveryId/readdress',
    summary:
      'Send a document that did not arrive, or was refused, to another agency of the directory; the answer is the new delivery',
    body: z.strictObject({
      /** The code of the agency that gets it in the place of the first one. */
      code: agencyCode,
      reason: line(500),
    }),
    status: 201,
  },
  askBack: {
    ...onDelivery,
    path: '/deliveries/:deliveryId/ask-back',
    summary: 'Ask a recipient for the document back, with the reason: status 13',
    body: reasoned,
  },
  sendOnPaper: {
    ...onDelivery,
    path: '/deliveries/:deliveryId/paper',
    summary: 'Give up the electronic way to a recipient that does not hold the document: it gets it on paper',
    body: reasoned,
  },
  recordPosting: {
    ...onDelivery,
    path: '/deliveries/:deliveryId/posting',
    summary: 'Record that the document went to a recipient whom no system reaches: how, when, under which number',
    body: z.strictObject({ way: z.enum(postingWays), sentOn: day, reference: line(200) }),
  },
  settleDelivery: {
    ...onDelivery,
    path: '/deliveries/:deliveryId/settle',
    summary: 'Note what was done about a delivery that was refused or stands still: it leaves due work',
    body: reasoned,
  },
} as const satisfies Contract<keyof typeof grants>;

export type DeliveryPart = (typeof deliveryParts)[number];
export type DeliveryView = z.output<typeof deliveryView>;
export type RefusalReason = (typeof refusalReasons)[number];
export type ReplyCode = (typeof receiptCodes)[number];
export type FollowUpView = z.output<typeof followUpView>;
export type { Saying };
