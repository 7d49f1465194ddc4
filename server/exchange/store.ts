import { Schema } from 'mongoose';
import { dayInVietnam } from '../platform/calendar.ts';
import { defineStore, ofTexts, type Row } from '../platform/database/store.ts';
import { joinCode } from '../registry/documents/notation.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import type { Arrival, FirstSight, GivenReceipt, GivenStatus } from './arrivals/arrival.ts';
import type { Notice, NoticeKind } from './arrivals/notices/notice.ts';
import type { Delivery } from './deliveries/delivery.ts';
import type { FollowUp } from './deliveries/follow-ups/follow-up.ts';
import type { Offer } from './door/offer.ts';
import type { TakenMessage } from './messages/taken-message.ts';

const { Mixed } = Schema.Types;

export const deliveries = defineStore<Delivery>(
  'deliveries',
  {
    agencyId: String,
    documentId: String,
    recipient: Mixed,
    channel: String,
    paperCopies: Number,
    paperReason: String,
    posted: Mixed,
    state: String,
    messageId: String,
    envelopeSha256: String,
    envelopeSignatureSha256: String,
    treeHead: Mixed,
    createdAt: Date,
    added: Mixed,
    partner: String,
    priority: Number,
    lateSince: Date,
    expired: Boolean,
    overAxis: Mixed,
    sentAt: Date,
    transportReceipt: Mixed,
    attempts: Number,
    lastError: String,
    signedRefusal: String,
    receipts: [Mixed],
    statuses: [Mixed],
    recipientVerdict: String,
    askedBack: Mixed,
    ordinal: Number,
    sentAnewAs: String,
    readdressedTo: String,
    replaces: String,
    inClear: Mixed,
    corrections: Number,
    untold: String,
    settled: Mixed,
  },
  [
    { keys: { agencyId: 1, documentId: 1 } },
    { keys: { agencyId: 1, state: 1, createdAt: 1 } },
    { keys: { agencyId: 1, createdAt: 1 } },
    { keys: { sentAt: 1, createdAt: 1 }, options: { partialFilterExpression: { sentAt: { $type: 'date' } } } },
    {
      keys: { agencyId: 1, 'overAxis.documentId': 1 },
      options: { partialFilterExpression: { 'overAxis.documentId': { $exists: true } } },
    },
    {
      keys: { agencyId: 1, 'askedBack.open': 1 },
      options: { partialFilterExpression: { 'askedBack.open': { $exists: true } } },
    },
    { keys: { agencyId: 1, untold: 1 }, options: { partialFilterExpression: { untold: { $type: 'string' } } } },
    { keys: { lateSince: 1 }, options: { partialFilterExpression: { lateSince: { $type: 'date' } } } },
    {
      keys: { agencyId: 1, 'posted.way': 1, 'posted.sentOn': 1 },
      options: { partialFilterExpression: { 'posted.sentOn': { $type: 'string' } } },
    },
    { keys: { messageId: 1 }, options: { unique: true, ...ofTexts('messageId') } },
  ],
  {
    title: ({ recipient, documentId }) => ({
      words: `gói tin và biên nhận của ${recipient.name} cho`,
      of: { store: outgoingDocuments.name, id: documentId },
    }),
  },
);

const noticeWords: Readonly<Record<NoticeKind, string>> = {
  revoke: 'thông báo thu hồi',
  replace: 'thông báo thay thế',
  update: 'thông báo cập nhật',
  'ask-back': 'yêu cầu lấy lại',
};

export const followUps = defineStore<FollowUp>(
  'followUps',
  {
    agencyId: String,
    documentId: String,
    deliveryId: String,
    recipient: Mixed,
    kind: String,
    reason: String,
    by: String,
    sequence: Number,
    ordinal: Number,
    createdAt: Date,
    state: String,
    messageId: String,
    envelopeSha256: String,
    envelopeSignatureSha256: String,
    treeHead: Mixed,
    overAxis: Mixed,
    sentAt: Date,
    transportReceipt: Mixed,
    lastError: String,
    receipts: [Mixed],
    statuses: [Mixed],
  },
  [
    { keys: { agencyId: 1, documentId: 1 } },
    { keys: { messageId: 1 }, options: { unique: true, ...ofTexts('messageId') } },
  ],
  {
    title: ({ kind, recipient, documentId }) => ({
      words: `${noticeWords[kind]} gửi ${recipient.name} và biên nhận của nơi ấy cho`,
      of: { store: outgoingDocuments.name, id: documentId },
    }),
  },
);

export const arrivals = defineStore<Arrival>(
  'arrivals',
  {
    agencyId: String,
    senderAgencyId: String,
    senderCode: String,
    senderName: String,
    messageId: String,
    envelopeSha256: String,
    envelopeSignatureSha256: String,
    envelope: Mixed,
    axis: Mixed,
    travelled: String,
    files: [Mixed],
    state: String,
    arrivedAt: Date,
    verdict: String,
    announced: Number,
    told: String,
    answers: [String],
    report: String,
    documentId: String,
    arrivalNumber: Number,
    returnReason: String,
    returnReasonCode: String,
    updates: Mixed,
    recalled: Mixed,
    replaces: String,
    replacedBy: String,
    askedBack: Mixed,
    decidedBy: String,
    decidedAt: Date,
  },
  [
    { keys: { agencyId: 1, senderCode: 1, messageId: 1 }, options: { unique: true } },
    { keys: { agencyId: 1, state: 1, arrivedAt: -1 } },
    { keys: { agencyId: 1, documentId: 1 } },
    { keys: { agencyId: 1, senderCode: 1, 'envelope.document.documentId': 1 } },
    {
      keys: { agencyId: 1, 'axis.docId': 1 },
      options: { unique: true, partialFilterExpression: { 'axis.docId': { $exists: true } } },
    },
    {
      keys: { agencyId: 1, 'askedBack.open': 1 },
      options: { partialFilterExpression: { 'askedBack.open': { $exists: true } } },
    },
    { keys: { agencyId: 1, answers: 1 }, options: { partialFilterExpression: { answers: { $exists: true } } } },
  ],
  {
    title: ({ envelope, senderName }) => ({
      words: `văn bản ${joinCode(envelope.document)} của ${senderName} đến qua liên thông`,
    }),
  },
);

export const givenReceipts = defineStore<GivenReceipt>(
  'givenReceipts',
  {
    agencyId: String,
    arrivalId: String,
    sequence: Number,
    noticeId: String,
    code: String,
    sha256: String,
    signatureSha256: String,
    at: Date,
    transportReceipt: Mixed,
  },
  [
    { keys: { agencyId: 1, arrivalId: 1 } },
    {
      keys: { agencyId: 1, arrivalId: 1, sequence: 1 },
      options: { unique: true, partialFilterExpression: { sequence: { $type: 'number' } } },
    },
    {
      keys: { agencyId: 1, noticeId: 1 },
      options: { unique: true, ...ofTexts('noticeId') },
    },
  ],
  {
    title: ({ code, arrivalId, noticeId }) => ({
      words: `biên nhận ${code} đã gửi cho`,
      of:
        arrivalId === undefined ? { store: notices.name, id: noticeId ?? '' } : { store: arrivals.name, id: arrivalId },
    }),
  },
);

export const notices = defineStore<Notice>(
  'notices',
  {
    agencyId: String,
    kind: String,
    senderAgencyId: String,
    senderCode: String,
    senderName: String,
    messageId: String,
    envelopeSha256: String,
    axisId: String,
    of: Mixed,
    sequence: Number,
    document: Mixed,
    reason: String,
    by: String,
    state: String,
    takenAt: Date,
    arrivalId: String,
    answeredBy: String,
  },
  [
    { keys: { agencyId: 1, senderCode: 1, messageId: 1 }, options: { unique: true } },
    { keys: { agencyId: 1, 'of.messageId': 1, state: 1 } },
    {
      keys: { agencyId: 1, axisId: 1 },
      options: { unique: true, partialFilterExpression: { axisId: { $exists: true } } },
    },
    { keys: { agencyId: 1, arrivalId: 1, state: 1 } },
  ],
  {
    title: ({ kind, senderName, of: { documentId } }) => ({
      words: `${noticeWords[kind]} của ${senderName}${documentId === undefined ? '' : ` về văn bản ${documentId.split(',').at(-1)}`}`,
    }),
  },
);

export const givenStatuses = defineStore<GivenStatus>(
  'givenStatuses',
  { agencyId: String, arrivalId: String, sequence: Number, code: String, packet: Mixed, at: Date, docId: String },
  [{ keys: { agencyId: 1, arrivalId: 1, sequence: 1 }, options: { unique: true } }],
  {
    title: ({ code, arrivalId }) => ({
      words: `trạng thái ${code} đã báo qua trục cho`,
      of: { store: arrivals.name, id: arrivalId },
    }),
  },
);

export const takenMessages = defineStore<TakenMessage>(
  'takenMessages',
  {
    agencyId: String,
    senderCode: String,
    messageId: String,
    kind: String,
    envelopeSha256: String,
    envelopeSignatureSha256: String,
    transportReceipt: Mixed,
    takenAt: Date,
  },
  [{ keys: { agencyId: 1, senderCode: 1, messageId: 1 }, options: { unique: true } }],
  { title: ({ senderCode, takenAt }) => ({ words: `gói tin của ${senderCode} nhận ngày ${dayInVietnam(takenAt)}` }) },
);

/** Past its life no message is taken in any more (`messages/message-rules.ts`). */
const OFFERS_KEPT_SECONDS = 9 * 24 * 3600;

export const offers = defineStore<Offer>(
  'offers',
  { deploymentId: String, content: String, signature: String, files: [Mixed], travelled: String, at: Date },
  [{ keys: { at: 1 }, options: { expireAfterSeconds: OFFERS_KEPT_SECONDS } }],
  { evidence: false },
);

/** Longer than any message lives (eight days) and than agencies overlap their keys. */
const SIGHTS_KEPT_SECONDS = 400 * 24 * 3600;

export const firstSights = defineStore<FirstSight>(
  'firstSights',
  { at: Date, signer: String },
  [{ keys: { at: 1 }, options: { expireAfterSeconds: SIGHTS_KEPT_SECONDS } }],
  { evidence: false },
);

/** A capability document that an agency hosted here has signed; kept, so that the same is said by the same bytes. */
export interface CapabilityStatement extends Row {
  readonly agencyId: string;
  readonly serial: number;
  /** What it says, but for serial and time. */
  readonly says: string;
  /** Its exact text, and the signature over that in base64. */
  readonly text: string;
  readonly signature: string;
  readonly at: Date;
}

export const capabilityStatements = defineStore<CapabilityStatement>(
  'capabilityStatements',
  { agencyId: String, serial: Number, says: String, text: String, signature: String, at: Date },
  [{ keys: { agencyId: 1, serial: -1 }, options: { unique: true } }],
  { evidence: false },
);
