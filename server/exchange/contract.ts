import { z } from 'zod';
import { agencyCode } from '../identity/contract.ts';
import type { Contract } from '../platform/api/contract.ts';
import { day, idParam, instant, limit, line, pageOf } from '../platform/api/schemas.ts';
import { verdictView } from '../registry/documents/contract.ts';
import { recipientKinds } from '../registry/outgoing/recipients/recipient.ts';
import { deliveryStates } from './deliveries/delivery.ts';
import { deliveryParts } from './deliveries/delivery-parts.ts';
import { followUpKinds, followUpStates } from './deliveries/follow-ups/follow-up.ts';
import { otherwise, type Saying, sayings } from './deliveries/follow-ups/foreseen.ts';
import { postingWays } from './deliveries/on-paper/posting.ts';
import { hosting } from './directory/contract.ts';
import { extendedType } from './evidence/container.ts';
import { refusalReasons } from './messages/receipt.ts';
import type { grants } from './permissions.ts';

/** Reply codes between agencies — *mã trạng thái xử lý*, as the national document axis numbers them (docs/exchange-protocol.md §8). */
const replyCode = z.enum(['01', '02', '03', '04', '05', '06', '13', '15', '16']);

export { deliveryParts, otherwise, postingWays };

/** What an agency can lack to be sent to electronically. */
export const lackable = ['system-key', 'clerk'] as const;

const deliveryState = z.enum(deliveryStates);

const receiptView = z.object({
  code: replyCode,
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
  state: deliveryState,
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

const recipientView = z.object({
  /** Its row, where it has one here; others are named by their code. */
  agencyId: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  hosting,
  electronic: z.boolean(),
  /** Electronically over the national document axis alone, where nobody signs receipts. */
  overAxis: z.boolean(),
  /** Other codes, former names, and those of agencies that have been merged into it. */
  otherNames: z.array(z.string()),
  /** How long files may be by the directory, where another deployment hosts it and the directory says so. */
  limits: z.object({ mainFileBytes: z.number().int(), attachmentBytes: z.number().int() }).nullable(),
});

export const exchangeContract = {
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
      'Recipients that a recall or a correction would not reach by itself, or that would not confirm it, and why',
    permission: 'exchange.track',
    params: z.object({ documentId: idParam }),
    query: z.object({ about: z.enum(sayings).default('revoke') }),
    response: z.array(z.object({ deliveryId: z.string(), name: z.string(), why: z.enum(otherwise) })),
  },
  retryDelivery: {
    method: 'post',
    path: '/deliveries/:deliveryId/retry',
    summary: 'Send again what is stuck',
    permission: 'exchange.receive',
    legalEffect: true,
    params: z.object({ deliveryId: idParam }),
    body: z.strictObject({}),
    response: deliveryView,
  },
  sendInClear: {
    method: 'post',
    path: '/deliveries/:deliveryId/in-clear',
    summary: 'Let a delivery go without being sealed, to a recipient whose key the directory names no more',
    permission: 'exchange.receive',
    legalEffect: true,
    params: z.object({ deliveryId: idParam }),
    body: z.strictObject({ reason: line(500) }),
    response: deliveryView,
  },
  sendAnew: {
    method: 'post',
    path: '/deliveries/:deliveryId/send-anew',
    summary:
      'Send the document once more to a recipient who refused it, by a message of its own; the answer is the new delivery',
    permission: 'exchange.receive',
    legalEffect: true,
    params: z.object({ deliveryId: idParam }),
    body: z.strictObject({ reason: line(500) }),
    status: 201,
    response: deliveryView,
  },
  readdressDelivery: {
    method: 'post',
    path: '/deliveries/:deliveryId/readdress',
    summary:
      'Send a document that did not arrive, or was refused, to another agency of the directory; the answer is the new delivery',
    permission: 'exchange.receive',
    legalEffect: true,
    params: z.object({ deliveryId: idParam }),
    body: z.strictObject({
      /** The code of the agency that gets it in the place of the first one. */
      code: agencyCode,
      reason: line(500),
    }),
    status: 201,
    response: deliveryView,
  },
  askBack: {
    method: 'post',
    path: '/deliveries/:deliveryId/ask-back',
    summary: 'Ask a recipient for the document back, with the reason: status 13',
    permission: 'exchange.receive',
    legalEffect: true,
    params: z.object({ deliveryId: idParam }),
    body: z.strictObject({ reason: line(500) }),
    response: deliveryView,
  },
  sendOnPaper: {
    method: 'post',
    path: '/deliveries/:deliveryId/paper',
    summary: 'Give up the electronic way to a recipient that does not hold the document: it gets it on paper',
    permission: 'exchange.receive',
    legalEffect: true,
    params: z.object({ deliveryId: idParam }),
    body: z.strictObject({ reason: line(500) }),
    response: deliveryView,
  },
  recordPosting: {
    method: 'post',
    path: '/deliveries/:deliveryId/posting',
    summary: 'Record that the document went to a recipient whom no system reaches: how, when, under which number',
    permission: 'exchange.receive',
    legalEffect: true,
    params: z.object({ deliveryId: idParam }),
    body: z.strictObject({ way: z.enum(postingWays), sentOn: day, reference: line(200) }),
    response: deliveryView,
  },
  settleDelivery: {
    method: 'post',
    path: '/deliveries/:deliveryId/settle',
    summary: 'Note what was done about a delivery that was refused or stands still: it leaves due work',
    permission: 'exchange.receive',
    legalEffect: true,
    params: z.object({ deliveryId: idParam }),
    body: z.strictObject({ reason: line(500) }),
    response: deliveryView,
  },
  getReceipt: {
    method: 'get',
    path: '/deliveries/:deliveryId/receipts/:sha256',
    summary: 'A signed receipt: the exact bytes',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam, sha256: idParam }),
    response: 'file',
    mediaTypes: ['application/json'],
  },
  getReceiptSignature: {
    method: 'get',
    path: '/deliveries/:deliveryId/receipts/:sha256/signature',
    summary: 'The detached CMS signature over a receipt',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam, sha256: idParam }),
    response: 'file',
    mediaTypes: ['application/pkcs7-signature'],
  },
  getEnvelope: {
    method: 'get',
    path: '/deliveries/:deliveryId/envelope',
    summary: 'The envelope as sent: the exact bytes',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam }),
    response: 'file',
    mediaTypes: ['application/json'],
  },
  getEnvelopeSignature: {
    method: 'get',
    path: '/deliveries/:deliveryId/envelope/signature',
    summary: 'The detached CMS signature over the envelope',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam }),
    response: 'file',
    mediaTypes: ['application/pkcs7-signature'],
  },
  getDeliveryEvidence: {
    method: 'get',
    path: '/deliveries/:deliveryId/evidence',
    summary: 'All that proves a delivery without this system: an ASiC-E container, made and signed now',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam }),
    response: 'file',
    mediaTypes: [extendedType],
  },
  getArrivalEvidence: {
    method: 'get',
    path: '/arrivals/:arrivalId/evidence',
    summary: 'The same of an arrival, by whoever received it',
    permission: 'exchange.receive',
    params: z.object({ arrivalId: idParam }),
    response: 'file',
    mediaTypes: [extendedType],
  },
  getFollowUp: {
    method: 'get',
    path: '/deliveries/:deliveryId/follow-ups/:followUpId',
    summary: 'A message that followed a document, as sent: the exact bytes',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam, followUpId: idParam }),
    response: 'file',
    mediaTypes: ['application/json'],
  },
  getFollowUpSignature: {
    method: 'get',
    path: '/deliveries/:deliveryId/follow-ups/:followUpId/signature',
    summary: 'The detached CMS signature over a message that followed a document',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam, followUpId: idParam }),
    response: 'file',
    mediaTypes: ['application/pkcs7-signature'],
  },
  listRecipients: {
    method: 'get',
    path: '/recipients',
    summary:
      'Agencies one can send to, here and of the directory: electronically where they can receive so, else on paper',
    permission: 'signed-in',
    query: z.object({ q: z.string().max(200).optional() }),
    response: z.array(recipientView),
  },
  listReach: {
    method: 'get',
    path: '/agencies/reach',
    summary: 'What each agency of the directory lacks to be sent to electronically; nothing where it can be',
    permission: 'signed-in',
    response: z.array(z.object({ agencyId: z.string(), lacks: z.array(z.enum(lackable)) })),
  },
} as const satisfies Contract<keyof typeof grants>;

export type RecipientView = z.output<typeof recipientView>;
export type DeliveryPart = (typeof deliveryParts)[number];
export type DeliveryView = z.output<typeof deliveryView>;
export type RefusalReason = (typeof refusalReasons)[number];
export type FollowUpView = z.output<typeof followUpView>;
export type ReplyCode = z.output<typeof replyCode>;
export type { Saying };
export type Lackable = (typeof lackable)[number];
