import { z } from 'zod';
import { eventView } from '../audit/contract.ts';
import type { Contract } from '../platform/api/contract.ts';
import { code, day, id, idParam, instant, limit, line, pageOf, prose } from '../platform/api/schemas.ts';
import { knownTypeNames } from '../platform/uploads/known-types.ts';
import { verdicts } from './document-file.ts';

/** Degree of urgency — *mức độ khẩn*: 0 thường, 1 khẩn, 2 thượng khẩn, 3 hoả tốc (NĐ 30/2020 Điều 4, edXML Priority). */
export const priority = z.number().int().min(0).max(3);

export const fileView = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  pages: z.number().int().nullable(),
  /** `main` is the document itself; the rest lies beside it. */
  role: z.enum(['main', 'attachment']),
});

/** The verdict in three words with its date; the report stands behind its own path. */
export const verdictView = z.enum(verdicts);

const issuer = z.strictObject({
  /** An agency of the directory, when it is one. */
  agencyId: id.nullable().default(null),
  /** OrganName, at most 200 letters. */
  name: line(200),
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
  /** TypeName when the type is none of the 29, *Nghị định*; at most 100 letters. */
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

export const incomingState = z.enum([
  'registered',
  'presented',
  'assigned',
  'in-progress',
  'done',
  'void-asked',
  'voided',
]);

/** Who asks to void the number, and why; a second person decides. */
export const voidRequestView = z.object({ reason: z.string(), at: instant, name: z.string() });

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
  dueOn: z.string().nullable(),
  state: incomingState,
  /** Where it came from: the exchange, or paper and uploads. */
  source: z.enum(['exchange', 'upload']),
  verdict: verdictView,
});

export const incomingView = incomingSummary.extend({
  codeNumber: z.string().nullable(),
  codeNotation: z.string().nullable(),
  typeCode: z.string(),
  issuer: z.object({ agencyId: z.string().nullable(), name: z.string() }),
  signer: z.object({ position: z.string().nullable(), fullName: z.string().nullable() }),
  language: z.string(),
  pageAmount: z.number().int().nullable(),
  description: z.string().nullable(),
  toPlaces: z.string().nullable(),
  files: z.array(fileView),
  registeredBy: z.object({ positionId: z.string(), name: z.string() }),
  arrivalId: z.string().nullable(),
  /** Outgoing documents that answer this one. */
  answeredBy: z.array(z.object({ documentId: z.string(), code: z.string() })),
  voidRequest: voidRequestView.nullable(),
  voidedBy: z.string().nullable(),
  /** What the person asking may do to it now. */
  allowed: z.array(z.enum(['present', 'direct', 'start', 'finish', 'answer', 'request-void', 'void', 'keep-number'])),
});

/** A recipient of an outgoing document: an agency of the directory, or a name outside it reached on paper. */
export const recipient = z.strictObject({
  agencyId: id.nullable().default(null),
  name: line(200),
  /** Paper copies that go in parallel; each needs a reason, because paper beside electronic is what we count (DOMAIN §6). */
  paperCopies: z.number().int().min(0).max(500).default(0),
  paperReason: line(500).nullable().default(null),
});

/** The text of a document written in the app; rendered in the layout of NĐ 30/2020 Phụ lục I. */
export const letter = z.strictObject({
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
  /** Exactly one of the two: the uploaded PDF, or the text to render. Changing a draft, a file it has is kept by the id of that file. */
  uploadId: id.nullable().default(null),
  letter: letter.nullable().default(null),
  attachmentUploadIds: z.array(id).max(20).default([]),
});

export const outgoingState = z.enum(['draft', 'preparing', 'submitted', 'signed', 'numbered', 'issued', 'voided']);

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
export const place = z.object({
  name: z.enum(['number', 'day', 'month', 'year', 'leader', 'seal']),
  page: z.number().int(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});

export const outgoingView = outgoingSummary.extend({
  notation: z.string(),
  unitId: z.string().nullable(),
  bodyId: z.string().nullable(),
  signer: z.object({ positionId: z.string(), name: z.string(), title: z.string(), capacity: z.array(z.string()) }),
  drafter: z.object({ positionId: z.string(), name: z.string() }),
  description: z.string().nullable(),
  recipients: z.array(
    z.object({
      agencyId: z.string().nullable(),
      name: z.string(),
      paperCopies: z.number().int(),
      paperReason: z.string().nullable(),
    }),
  ),
  answersDocumentId: z.string().nullable(),
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
  verdict: verdictView,
  allowed: z.array(
    z.enum([
      'edit',
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
      'track',
    ]),
  ),
});

/** What a register of its own takes; the general one takes whatever no other does. */
export const takesView = z.discriminatedUnion('what', [
  z.object({ what: z.literal('types'), typeCodes: z.array(z.string()).readonly() }),
  z.object({ what: z.enum(['unit', 'body']), unitId: z.string() }),
  z.object({ what: z.literal('copies') }),
]);

export const registerView = z.object({
  id: z.string(),
  kind: z.enum(['incoming', 'outgoing']),
  series: z.string(),
  year: z.number().int(),
  title: z.string().nullable(),
  takes: takesView.nullable(),
  historical: z.boolean(),
  lastNumber: z.number().int(),
  nextNumber: z.number().int(),
  open: z.boolean(),
});

const ifMatch = z.strictObject({ version: z.number().int().min(1) });
const listQuery = {
  q: z.string().max(500).optional(),
  from: day.optional(),
  to: day.optional(),
  cursor: z.string().max(300).optional(),
  limit,
};
const ofDocument = z.object({ documentId: idParam });
const ofFile = z.object({ documentId: idParam, fileId: idParam });

export const registryContract = {
  listRegisters: {
    method: 'get',
    path: '/registers',
    summary: 'The agency’s registers and the number each gives next',
    permission: 'registry.oversee',
    response: z.array(registerView),
  },
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
  readFields: {
    method: 'get',
    path: '/uploads/:uploadId/fields',
    summary: 'The fields read from an uploaded PDF, each with its place and how sure it is',
    permission: 'registry.register',
    params: z.object({ uploadId: idParam }),
    response: z.object({
      fields: z.array(
        z.object({
          name: z.enum([
            'codeNumber',
            'codeNotation',
            'typeCode',
            'issuedOn',
            'issuerName',
            'subject',
            'signerName',
            'signerPosition',
          ]),
          value: z.string(),
          confidence: z.enum(['sure', 'directory', 'look']),
          page: z.number().int(),
          box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
        }),
      ),
      pages: z.number().int(),
      hasText: z.boolean(),
      /** What the reading left out: pages behind the first 20, text of very dense pages. */
      notes: z.array(z.enum(['pages-unread', 'text-unread', 'dynamic-form'])),
    }),
  },
  getIncoming: {
    method: 'get',
    path: '/incoming/:documentId',
    summary: 'One incoming document',
    permission: 'signed-in',
    params: ofDocument,
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
} as const satisfies Contract;

export type FileView = z.output<typeof fileView>;
export type IncomingSummary = z.output<typeof incomingSummary>;
export type IncomingView = z.output<typeof incomingView>;
export type OutgoingSummary = z.output<typeof outgoingSummary>;
export type OutgoingView = z.output<typeof outgoingView>;
export type RegisterView = z.output<typeof registerView>;
export type IncomingFields = z.output<typeof incomingFields>;
export type DraftFields = z.output<typeof draftFields>;
export type Recipient = z.output<typeof recipient>;
export type Letter = z.output<typeof letter>;
export type Place = z.output<typeof place>;
