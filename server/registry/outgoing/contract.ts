import { z } from 'zod';
import { eventView } from '../../audit/contract.ts';
import { agencyCode } from '../../identity/contract.ts';
import type { Contract } from '../../platform/api/contract.ts';
import { day, id, instant, line, pageOf, prose } from '../../platform/api/schemas.ts';
import { knownTypeNames } from '../../platform/uploads/known-types.ts';
import {
  fileView,
  ifMatch,
  listQuery,
  ofDocument,
  ofFile,
  priority,
  verdictView,
  voidRequestView,
} from '../documents/contract.ts';
import type { grants } from '../permissions.ts';
import { recipientKinds } from './recipients/recipient.ts';

/** A recipient of an outgoing document: an agency hosted here, one of the directory by its code, an organisation or a person reached on paper, or a unit of one’s own. */
export const namedRecipient = z.strictObject({
  /** What it is; where nothing is said, an agency if it names one, and else an organisation outside the directory. */
  kind: z.enum(recipientKinds).nullable().default(null),
  agencyId: id.nullable().default(null),
  /** Of an agency that is not hosted here; its system elsewhere gets the document, or it goes on paper where there is none. Or an organisation’s, which begins with Z (QĐ 20/2020/QĐ-TTg). */
  code: agencyCode.nullable().default(null),
  name: line(200),
  /** The unit of that agency whom it is for; its clerk reads it. */
  unit: line(200).nullable().default(null),
  /** A unit of the agency itself, whose people read the document once it is issued. */
  unitId: id.nullable().default(null),
  /** Where post finds an organisation or a person. */
  address: line(500).nullable().default(null),
});

export const recipient = namedRecipient
  .extend({
    /** Paper copies that go in parallel; each needs a reason, because paper beside electronic is what the share of electronic exchange counts (`statistics/share.ts`). */
    paperCopies: z.number().int().min(0).max(500).default(0),
    paperReason: line(500).nullable().default(null),
  })
  .refine(({ agencyId, code }) => agencyId === null || code === null, { error: 'invalid-value', path: ['code'] });

/** The text of a document written in the app; rendered in the layout of NĐ 30/2020 Phụ lục I. */
const letter = z.strictObject({
  /** *Kính gửi*: one line each; empty takes the recipients’ names. */
  addressees: z.array(line(200)).max(50).default([]),
  body: prose(60_000),
  /** *Nơi nhận* beside the recipients, without the *Lưu* line. */
  copies: z.array(line(200)).max(50).default([]),
});

export const draftFields = z.strictObject({
  typeCode: z.string().max(30),
  subject: line(500),
  /** Unit or field in the notation, *VP* in 05/BNV-VP. */
  unitId: id.nullable().default(null),
  signerPositionId: id,
  recipients: z.array(recipient).min(1).max(500),
  priority: priority.default(0),
  replyBy: day.nullable().default(null),
  description: prose(500).nullable().default(null),
  /** The incoming document this one answers. */
  answersDocumentId: id.nullable().default(null),
  /** The issued document in whose place this one stands once it is issued, and why. */
  replaces: z
    .strictObject({ documentId: id, reason: line(500) })
    .nullable()
    .default(null),
  /** Exactly one of the two: the uploaded PDF, or the text to render. Changing a draft, a file it has is kept by the id of that file. */
  uploadId: id.nullable().default(null),
  letter: letter.nullable().default(null),
  attachmentUploadIds: z.array(id).max(20).default([]),
});

/** What can be corrected of a document signed in ink; what is left out stays. */
const correctedOutgoing = z
  .strictObject({
    subject: draftFields.shape.subject,
    priority,
    replyBy: draftFields.shape.replyBy.unwrap(),
    description: draftFields.shape.description.unwrap(),
  })
  .partial();

const outgoingState = z.enum(['draft', 'preparing', 'submitted', 'signed', 'numbered', 'issued', 'recalled', 'voided']);

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

const outgoingView = outgoingSummary.extend({
  notation: z.string(),
  unitId: z.string().nullable(),
  bodyId: z.string().nullable(),
  signer: z.object({ positionId: z.string(), name: z.string(), title: z.string(), capacity: z.array(z.string()) }),
  drafter: z.object({ positionId: z.string(), name: z.string() }),
  description: z.string().nullable(),
  recipients: z.array(
    z.object({
      kind: z.enum(recipientKinds),
      agencyId: z.string().nullable(),
      code: z.string().nullable(),
      name: z.string(),
      unit: z.string().nullable(),
      unitId: z.string().nullable(),
      address: z.string().nullable(),
      paperCopies: z.number().int(),
      paperReason: z.string().nullable(),
      /** Who had it sent to them after the issue; null for those it was issued to. */
      added: z.object({ at: instant, by: z.string(), reason: z.string().nullable() }).nullable(),
    }),
  ),
  answersDocumentId: z.string().nullable(),
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

export const outgoingContract = {
  historyOfOutgoing: {
    method: 'get',
    path: '/outgoing/:documentId/history',
    summary: 'Everything recorded of an outgoing document',
    permission: 'signed-in',
    params: ofDocument,
    response: z.array(eventView),
  },
  listOutgoing: {
    method: 'get',
    path: '/outgoing',
    summary: 'Outgoing documents one may see, newest first',
    permission: 'signed-in',
    query: z.object({ ...listQuery, state: outgoingState.optional(), open: z.enum(['true', 'false']).optional() }),
    response: pageOf(outgoingSummary),
  },
  createDraft: {
    method: 'post',
    path: '/outgoing',
    summary: 'Begin an outgoing document from a PDF or from text',
    permission: 'registry.draft',
    legalEffect: true,
    body: draftFields,
    status: 201,
    response: outgoingView,
  },
  getOutgoing: {
    method: 'get',
    path: '/outgoing/:documentId',
    summary: 'One outgoing document',
    permission: 'signed-in',
    params: ofDocument,
    response: outgoingView,
  },
  getOutgoingFile: {
    method: 'get',
    path: '/outgoing/:documentId/files/:fileId',
    summary: 'A file of an outgoing document as it stands',
    permission: 'signed-in',
    params: ofFile,
    response: 'file',
    mediaTypes: knownTypeNames,
  },
  changeDraft: {
    method: 'put',
    path: '/outgoing/:documentId',
    summary: 'Change a draft; the version seen goes in If-Match',
    permission: 'registry.draft',
    params: ofDocument,
    body: draftFields,
    response: outgoingView,
  },
  deleteDraft: {
    method: 'post',
    path: '/outgoing/:documentId/deletion',
    summary: 'Delete a draft of one’s own: nobody finds it any more',
    permission: 'registry.draft',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch,
    status: 204,
    response: z.null(),
  },
  previewLetter: {
    method: 'post',
    path: '/letter-preview',
    summary: 'The pages of a letter as they would be signed',
    permission: 'registry.draft',
    body: draftFields,
    response: 'file',
    mediaTypes: ['application/pdf'],
  },
  submitDraft: {
    method: 'post',
    path: '/outgoing/:documentId/submit',
    summary: 'Hand the draft to its signer: it is prepared with its fields',
    permission: 'registry.draft',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch,
    response: outgoingView,
  },
  withdrawDraft: {
    method: 'post',
    path: '/outgoing/:documentId/withdraw',
    summary: 'Take a submitted draft back',
    permission: 'registry.draft',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch,
    response: outgoingView,
  },
  handOverDraft: {
    method: 'post',
    path: '/outgoing/:documentId/hand-over',
    summary: 'Give the draft of somebody who is gone to another drafter, who corrects and submits it',
    permission: 'registry.return',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ drafterPositionId: id, reason: line(500) }),
    response: outgoingView,
  },
  returnDraft: {
    method: 'post',
    path: '/outgoing/:documentId/return',
    summary: 'Return with the reason what is submitted, or signed and without a number yet',
    permission: 'registry.return',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
  numberDocument: {
    method: 'post',
    path: '/outgoing/:documentId/number',
    summary: 'Give the number and date; the agency’s seal and the issue follow by themselves',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: z.strictObject({ version: z.number().int().min(1), password: z.string().min(1).max(1_000) }),
    status: 202,
    response: outgoingView,
  },
  retrySeal: {
    method: 'post',
    path: '/outgoing/:documentId/seal',
    summary: 'Try the seal again for a numbered document',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: z.strictObject({ version: z.number().int().min(1), password: z.string().min(1).max(1_000) }),
    status: 202,
    response: outgoingView,
  },
  requestVoid: {
    method: 'post',
    path: '/outgoing/:documentId/void-request',
    summary: 'Ask to void the number of a document that was not issued; a second person decides',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
  voidNumber: {
    method: 'post',
    path: '/outgoing/:documentId/void',
    summary: 'Agree to void the number somebody else asked to void; the row stays',
    permission: 'registry.void',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch,
    response: outgoingView,
  },
  keepNumber: {
    method: 'post',
    path: '/outgoing/:documentId/void-refusal',
    summary: 'Keep the number somebody asked to void, or take one’s own request back; sealing goes on',
    permission: 'registry.void',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
  requestRecall: {
    method: 'post',
    path: '/outgoing/:documentId/recall-request',
    summary: 'Ask to take an issued document back: a leader decides what a clerk asks, a clerk what a leader asks',
    permission: 'registry.recall',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
  recallDocument: {
    method: 'post',
    path: '/outgoing/:documentId/recall',
    summary: 'Take a document back as the other office asked: every recipient is told, and it counts no more',
    permission: 'registry.recall',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch,
    response: outgoingView,
  },
  keepIssued: {
    method: 'post',
    path: '/outgoing/:documentId/recall-refusal',
    summary: 'Leave a document issued that somebody asked to take back, or take one’s own request back',
    permission: 'registry.recall',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: outgoingView,
  },
  addRecipients: {
    method: 'post',
    path: '/outgoing/:documentId/recipients',
    summary: 'Send an issued document to further recipients: they get the same sealed bytes',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({
      recipients: draftFields.shape.recipients,
      reason: line(500).nullable().default(null),
    }),
    status: 202,
    response: outgoingView,
  },
  correctOutgoing: {
    method: 'post',
    path: '/outgoing/:documentId/corrections',
    summary: 'Correct what was registered of a document signed in ink, but for number, date and file',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ ...correctedOutgoing.shape, reason: line(500) }),
    response: outgoingView,
  },
  registerInkSigned: {
    method: 'post',
    path: '/outgoing-ink',
    summary: 'Number a document signed in ink, with its scan',
    permission: 'registry.number',
    legalEffect: true,
    body: z.strictObject({
      typeCode: z.string().max(30),
      subject: line(500),
      unitId: id.nullable().default(null),
      signerPositionId: id,
      recipients: z.array(recipient).min(1).max(500),
      priority: priority.default(0),
      replyBy: day.nullable().default(null),
      description: prose(500).nullable().default(null),
      uploadId: id,
    }),
    status: 201,
    response: outgoingView,
  },
} as const satisfies Contract<keyof typeof grants>;

export type OutgoingSummary = z.output<typeof outgoingSummary>;
export type OutgoingView = z.output<typeof outgoingView>;
export type DraftFields = z.output<typeof draftFields>;
export type Recipient = z.output<typeof recipient>;
export type Letter = z.output<typeof letter>;
export type Place = z.output<typeof place>;
