import { z } from 'zod';
import { eventView } from '../../audit/contract.ts';
import type { Contract } from '../../platform/api/contract.ts';
import { code, day, id, instant, line, pageOf, prose } from '../../platform/api/schemas.ts';
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
import { waysBack } from './way-back.ts';

const issuer = z.strictObject({
  /** An agency of the directory, when it is one. */
  agencyId: id.nullable().default(null),
  /** OrganName, at most 200 letters. */
  name: line(200),
});
/** The issuer as it is shown; `code` is that of an agency that another deployment hosts, which sent the document. */
export const issuerView = z.object({
  agencyId: z.string().nullable(),
  code: z.string().nullable(),
  name: z.string(),
});
const signer = z.strictObject({
  /** Competence and position as printed, *KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC*; at most 100 letters. */
  position: line(100).nullable().default(null),
  fullName: line(50).nullable().default(null),
});

/** The input fields of an incoming document (NĐ 30/2020 Phụ lục VI Phần II, văn bản đến). */
export const incomingFields = z.strictObject({
  /** CodeNumber, at most 11 letters; empty when the paper has none. */
  codeNumber: code(11).nullable().default(null),
  /** CodeNotation, at most 30 letters. */
  codeNotation: code(30).nullable().default(null),
  typeCode: z.string().max(30),
  /** TypeName when the code is none that is known; at most 100 letters. */
  typeName: line(100).nullable().default(null),
  issuedOn: day,
  issuer,
  subject: line(500),
  language: line(30).default('Tiếng Việt'),
  pageAmount: z.number().int().min(0).max(999).nullable().default(null),
  description: prose(500).nullable().default(null),
  signer: signer.default({ position: null, fullName: null }),
  priority: priority.default(0),
  /** When it came to the agency; today when left out. */
  arrivedOn: day.nullable().default(null),
  dueOn: day.nullable().default(null),
  toPlaces: line(1000).nullable().default(null),
});

const given = incomingFields.shape;

/** What can be corrected once it is registered, number, dates and files not among it; what is left out stays. */
export const correctedIncoming = z
  .strictObject({
    typeCode: given.typeCode,
    typeName: given.typeName.unwrap(),
    issuer: given.issuer,
    subject: given.subject,
    language: given.language.unwrap(),
    pageAmount: given.pageAmount.unwrap(),
    description: given.description.unwrap(),
    signer: given.signer.unwrap(),
    priority: given.priority.unwrap(),
    dueOn: given.dueOn.unwrap(),
    toPlaces: given.toPlaces.unwrap(),
  })
  .partial();

const incomingState = z.enum([
  ...(['registered', 'presented', 'assigned', 'in-progress', 'done'] as const),
  ...(['void-asked', 'voided', 'recalled'] as const),
]);

export const incomingSummary = z.object({
  id: z.string(),
  version: z.number().int(),
  arrivalNumber: z.number().int(),
  year: z.number().int(),
  registeredAt: instant,
  arrivedOn: z.string(),
  code: z.string(),
  typeName: z.string(),
  subject: z.string(),
  issuerName: z.string(),
  issuedOn: z.string(),
  priority,
  /** The term the document itself sets. */
  dueOn: z.string().nullable(),
  /** By when the next step is to be taken: the directive given, the part of whoever asks done, or that of the main handler. */
  nextBy: z.string().nullable(),
  state: incomingState,
  /** How its sender has it back. */
  back: z.enum(waysBack).nullable(),
  /** Whether an outgoing document was issued in answer, and not refused by whoever asked. */
  answered: z.boolean(),
  /** Where it came from: the exchange, or paper and uploads. */
  source: z.enum(['exchange', 'upload']),
  verdict: verdictView,
});

export const incomingView = incomingSummary.extend({
  codeNumber: z.string().nullable(),
  codeNotation: z.string().nullable(),
  typeCode: z.string(),
  issuer: issuerView,
  signer: z.object({ position: z.string().nullable(), fullName: z.string().nullable() }),
  language: z.string(),
  pageAmount: z.number().int().nullable(),
  description: z.string().nullable(),
  toPlaces: z.string().nullable(),
  files: z.array(fileView),
  registeredBy: z.object({ positionId: z.string(), name: z.string() }),
  arrivalId: z.string().nullable(),
  /** The unit whom its sender means it for, in the sender’s words; who handles it is decided here. */
  forUnit: z.string().nullable(),
  /** Outgoing documents that answer this one. */
  answeredBy: z.array(z.object({ documentId: z.string(), code: z.string(), refused: z.boolean() })),
  voidRequest: voidRequestView.nullable(),
  voidedBy: z.string().nullable(),
  /** Its sender has taken it back: when this was known here, why, and who decided it there. */
  recalled: z.object({ way: z.enum(waysBack), at: instant, reason: z.string(), by: z.string() }).nullable(),
  /** What the person asking may do to it now. */
  allowed: z.array(
    z.enum([
      ...(['present', 'direct', 'start', 'finish', 'answer', 'correct'] as const),
      ...(['request-void', 'void', 'keep-number', 'note-recall', 'note-update'] as const),
    ]),
  ),
});

export const incomingContract = {
  listIncoming: {
    method: 'get',
    path: '/incoming',
    summary: 'Incoming documents one may see, newest first',
    permission: 'signed-in',
    query: z.object({ ...listQuery, state: incomingState.optional(), open: z.enum(['true', 'false']).optional() }),
    response: pageOf(incomingSummary),
  },
  registerIncoming: {
    method: 'post',
    path: '/incoming',
    summary: 'Register an incoming document: it gets the next incoming number',
    permission: 'registry.register',
    legalEffect: true,
    body: z.strictObject({
      ...incomingFields.shape,
      uploadId: id,
      attachmentUploadIds: z.array(id).max(20).default([]),
      /** The clerk has seen the document it seems to repeat, and registers it all the same. */
      duplicateReason: line(500).nullable().default(null),
      /** Why the document gets a number although its signatures are not valid. */
      verdictReason: line(500).nullable().default(null),
    }),
    status: 201,
    response: incomingView,
  },
  findDuplicates: {
    method: 'get',
    path: '/incoming-duplicates',
    summary: 'Documents with the same number, notation and issuer (Phụ lục VI III.1h)',
    permission: 'registry.register',
    query: z.object({
      codeNumber: z.string().max(11).optional(),
      codeNotation: z.string().max(30).optional(),
      issuerName: z.string().max(200).optional(),
      /** Symbols repeat from year to year: the year of this day counts, without it this year. */
      issuedOn: day.optional(),
      uploadId: id.optional(),
    }),
    response: z.array(incomingSummary),
  },
  getIncoming: {
    method: 'get',
    path: '/incoming/:documentId',
    summary: 'One incoming document',
    permission: 'signed-in',
    params: ofDocument,
    response: incomingView,
  },
  attachCopy: {
    method: 'post',
    path: '/incoming/:documentId/copies',
    summary: 'Lay an uploaded file beside a registered document as a further copy of it, which gets no number',
    permission: 'registry.register',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ uploadId: id }),
    response: incomingView,
  },
  requestVoidIncoming: {
    method: 'post',
    path: '/incoming/:documentId/void-request',
    summary: 'Ask to void the number of a document registered by mistake and not passed on; a second person decides',
    permission: 'registry.register',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: incomingView,
  },
  voidIncoming: {
    method: 'post',
    path: '/incoming/:documentId/void',
    summary: 'Agree to void the incoming number somebody else asked to void; the row stays',
    permission: 'registry.void',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch,
    response: incomingView,
  },
  keepIncoming: {
    method: 'post',
    path: '/incoming/:documentId/void-refusal',
    summary: 'Keep the incoming number somebody asked to void, or take one’s own request back',
    permission: 'registry.void',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({ reason: line(500) }),
    response: incomingView,
  },
  noteRecall: {
    method: 'post',
    path: '/incoming/:documentId/recall-noted',
    summary: 'Say that one knows that a document one acted on was taken back by its sender',
    permission: 'signed-in',
    legalEffect: true,
    params: ofDocument,
    body: z.strictObject({}),
    response: incomingView,
  },
  noteUpdate: {
    method: 'post',
    path: '/incoming/:documentId/update-noted',
    summary: 'Say that one knows that a document one acted on was corrected by its sender',
    permission: 'signed-in',
    legalEffect: true,
    params: ofDocument,
    body: z.strictObject({}),
    response: incomingView,
  },
  getIncomingFile: {
    method: 'get',
    path: '/incoming/:documentId/files/:fileId',
    summary: 'A file of an incoming document, exactly as received',
    permission: 'signed-in',
    params: ofFile,
    response: 'file',
    mediaTypes: knownTypeNames,
  },
  historyOfIncoming: {
    method: 'get',
    path: '/incoming/:documentId/history',
    summary: 'Everything recorded of an incoming document, its arrival included',
    permission: 'signed-in',
    params: ofDocument,
    response: z.array(eventView),
  },
} as const satisfies Contract<keyof typeof grants>;

export type CorrectedIncoming = z.output<typeof correctedIncoming>;
export type IncomingSummary = z.output<typeof incomingSummary>;
export type IncomingView = z.output<typeof incomingView>;
