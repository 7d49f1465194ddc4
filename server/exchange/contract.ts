import { z } from 'zod';
import { agencyCode } from '../identity/contract.ts';
import type { Contract } from '../platform/api/contract.ts';
import { day, idParam, instant, limit, line, pageOf } from '../platform/api/schemas.ts';
import { knownTypeNames } from '../platform/uploads/known-types.ts';
import { fileView, priority, verdictView } from '../registry/documents/contract.ts';
import { incomingFields, incomingView, issuerView } from '../registry/incoming/contract.ts';
import { waysBack } from '../registry/incoming/way-back.ts';
import { recipientKinds } from '../registry/outgoing/recipients/recipient.ts';
import { verificationView } from '../signing/contract.ts';
import { deliveryStates } from './deliveries/delivery.ts';
import { deliveryParts } from './deliveries/delivery-parts.ts';
import { followUpKinds, followUpStates } from './deliveries/follow-ups/follow-up.ts';
import { postingWays } from './deliveries/on-paper/posting.ts';
import { hosting } from './directory/contract.ts';
import { extendedType } from './evidence/container.ts';
import { refusalReasons, returnReasons } from './messages/receipt.ts';
import { waysToTravel } from './messages/travelled.ts';
import type { grants } from './permissions.ts';

/** Reply codes between agencies — *mã trạng thái xử lý*, as the national document axis numbers them (docs/exchange-protocol.md §8). */
const replyCode = z.enum(['01', '02', '03', '04', '05', '06', '13', '15', '16']);

/** Why a person does not take a document in, in the order of the form. */
export { deliveryParts, postingWays, returnReasons };

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

/** That the sender of an arrival asks, or asked last, for it back, and what it was answered. */
const askedBackView = z.object({
  at: instant,
  reason: z.string(),
  by: z.string(),
  answer: z
    .object({ code: z.enum(['15', '16']), at: instant, by: z.string().nullable(), reason: z.string().nullable() })
    .nullable(),
});

/** How its sender has corrected what it said of a document: field by field, as people read them. */
const updateView = z.object({
  at: instant,
  by: z.string(),
  reason: z.string(),
  changed: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});

const arrivalState = z.enum(['arrived', 'registered', 'returned', 'recalled']);

const arrivalSummary = z.object({
  id: z.string(),
  version: z.number().int(),
  state: arrivalState,
  arrivedAt: instant,
  senderCode: z.string(),
  senderName: z.string(),
  code: z.string(),
  typeName: z.string(),
  subject: z.string(),
  issuedOn: z.string(),
  priority,
  replyBy: z.string().nullable(),
  verdict: verdictView,
  /** To be registered the same day, at the latest the next working day (NĐ 30/2020 Điều 4.2c). */
  registerBy: z.string(),
  documentId: z.string().nullable(),
  arrivalNumber: z.number().int().nullable(),
  /** The unit here whom its sender means it for. */
  forUnit: z.string().nullable(),
  /** By which way it came: from the sender's system, which signs its messages, or over the national document axis, where nobody does. */
  carrier: z.enum(['direct', 'axis']),
  /** How its sender has it back, whatever was decided before. */
  back: z.enum(waysBack).nullable(),
  /** Its sender asks for it back and waits for the answer. */
  isAskedBack: z.boolean(),
});

/** A document of the reader’s own agency that an arrival answers. */
const answeredView = z.object({ documentId: z.string(), code: z.string(), subject: z.string() });

/** A document by which a recipient answered one of the agency’s own; `documentId` once it is registered. */
const answerView = z.object({
  arrivalId: z.string(),
  documentId: z.string().nullable(),
  senderName: z.string(),
  code: z.string(),
  subject: z.string(),
  arrivedAt: instant,
  state: arrivalState,
});

/** Another arrival of the same sender; `documentId` once it is registered. */
const otherView = z.object({
  arrivalId: z.string(),
  documentId: z.string().nullable(),
  code: z.string(),
  subject: z.string(),
});

const arrivalView = arrivalSummary.extend({
  messageId: z.string(),
  envelopeSha256: z.string(),
  /** Of the message; null over the axis, where there is none. */
  senderSignatureValid: z.boolean().nullable(),
  /** Whether it came sealed from another deployment, or in clear; null for what came otherwise. */
  travelled: z.enum(waysToTravel).nullable(),
  /** What the packet says, when the axis brought it. */
  packet: z
    .object({
      /** Whether it bears an XML signature, which is not judged here; by SHA-1 it would prove nothing. */
      signature: z.enum(['none', 'not-judged', 'not-judged-sha1']),
      emptyFiles: z.array(z.string()),
    })
    .nullable(),
  fields: incomingFields.extend({ issuer: issuerView }),
  files: z.array(fileView),
  paperFollows: z.boolean(),
  answers: z.array(answeredView),
  /** In whose place it stands, and what stands in its own. */
  replaces: otherView.nullable(),
  replacedBy: otherView.nullable(),
  /** Corrections by its sender, the one that stands last. */
  updates: z.array(updateView),
  recalled: z.object({ way: z.enum(waysBack), at: instant, reason: z.string(), by: z.string() }).nullable(),
  askedBack: askedBackView.nullable(),
  returnReasonCode: z.enum(refusalReasons).nullable(),
  returnReason: z.string().nullable(),
  registeredBy: z.object({ name: z.string(), at: instant }).nullable(),
  allowed: z.array(z.enum(['register', 'return', 'give-back', 'keep'])),
});

const ofArrival = z.object({ arrivalId: idParam });

export const exchangeContract = {
  listArrivals: {
    method: 'get',
    path: '/arrivals',
    summary: 'What came through the exchange, newest first',
    permission: 'exchange.receive',
    query: z.object({ state: arrivalState.optional(), cursor: z.string().max(300).optional(), limit }),
    response: pageOf(arrivalSummary),
  },
  getArrival: {
    method: 'get',
    path: '/arrivals/:arrivalId',
    summary: 'One arrival with the fields of its envelope',
    permission: 'exchange.receive',
    params: ofArrival,
    response: arrivalView,
  },
  getArrivalFile: {
    method: 'get',
    path: '/arrivals/:arrivalId/files/:fileId',
    summary: 'A file of an arrival, exactly as sent',
    permission: 'exchange.receive',
    params: z.object({ arrivalId: idParam, fileId: idParam }),
    response: 'file',
    mediaTypes: knownTypeNames,
  },
  getArrivalVerification: {
    method: 'get',
    path: '/arrivals/:arrivalId/verification',
    summary: 'The verdict on its signatures',
    permission: 'exchange.receive',
    params: ofArrival,
    response: verificationView,
  },
  registerArrival: {
    method: 'post',
    path: '/arrivals/:arrivalId/register',
    summary: 'Accept and register an arrival: next incoming number, receipt 03',
    permission: 'exchange.receive',
    legalEffect: true,
    params: ofArrival,
    body: z.strictObject({
      version: z.number().int().min(1),
      /** Only what the clerk corrects; the rest comes from the envelope. */
      dueOn: day.nullable().default(null),
      description: line(500).nullable().default(null),
      duplicateReason: line(500).nullable().default(null),
      /** Why it is registered although its signatures are not valid. */
      verdictReason: line(500).nullable().default(null),
    }),
    status: 201,
    response: incomingView,
  },
  returnArrival: {
    method: 'post',
    path: '/arrivals/:arrivalId/return',
    summary: 'Refuse an arrival with the reason: receipt 02',
    permission: 'exchange.receive',
    legalEffect: true,
    params: ofArrival,
    body: z.strictObject({
      version: z.number().int().min(1),
      /** The kind of reason, which systems can count; the words are the clerk’s. */
      reasonCode: z.enum(returnReasons),
      reason: line(500),
    }),
    response: arrivalView,
  },
  giveBackArrival: {
    method: 'post',
    path: '/arrivals/:arrivalId/give-back',
    summary: 'Agree that its sender has it back: receipt 15, it ends here',
    permission: 'exchange.receive',
    legalEffect: true,
    params: ofArrival,
    body: z.strictObject({}),
    response: arrivalView,
  },
  keepArrival: {
    method: 'post',
    path: '/arrivals/:arrivalId/keep',
    summary: 'Do not agree that its sender has it back, with the reason: receipt 16',
    permission: 'exchange.receive',
    legalEffect: true,
    params: ofArrival,
    body: z.strictObject({ reason: line(500) }),
    response: arrivalView,
  },
  getSaidLater: {
    method: 'get',
    path: '/incoming/:documentId/said-later',
    summary:
      'What the sender of a registered document said of it later: that it asks for it back, corrected or replaced it',
    permission: 'exchange.track',
    params: z.object({ documentId: idParam }),
    response: z.object({
      arrivalId: z.string(),
      askedBack: askedBackView.nullable(),
      updates: z.array(updateView),
      /** Corrected fields that somebody here has typed otherwise: `before` as registered, `after` as the sender says. */
      unlike: updateView.shape.changed,
      replaces: otherView.nullable(),
      replacedBy: otherView.nullable(),
    }),
  },
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
  listAnswers: {
    method: 'get',
    path: '/outgoing/:documentId/answers',
    summary: 'What its recipients answered to a document, as far as one may read it, oldest first',
    permission: 'exchange.track',
    params: z.object({ documentId: idParam }),
    response: z.array(answerView),
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
    params: ofArrival,
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
export type ArrivalSummary = z.output<typeof arrivalSummary>;
export type AnswerView = z.output<typeof answerView>;
export type ArrivalView = z.output<typeof arrivalView>;
export type RefusalReason = (typeof refusalReasons)[number];
export type ReturnReason = (typeof returnReasons)[number];
export type SaidLaterView = z.output<(typeof exchangeContract)['getSaidLater']['response']>;
export type OtherArrivalView = z.output<typeof otherView>;
export type UpdateView = z.output<typeof updateView>;
export type AskedBackView = z.output<typeof askedBackView>;
export type FollowUpView = z.output<typeof followUpView>;
export type ReplyCode = z.output<typeof replyCode>;
export type Lackable = (typeof lackable)[number];
