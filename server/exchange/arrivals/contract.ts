import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { day, idParam, instant, limit, line, pageOf, reasoned } from '../../platform/api/schemas.ts';
import { knownTypeNames } from '../../platform/uploads/known-types.ts';
import { fileView, priority, verdictView } from '../../registry/documents/contract.ts';
import { incomingView } from '../../registry/incoming/contract.ts';
import { waysBack } from '../../registry/incoming/way-back.ts';
import { verificationView } from '../../signing/contract.ts';
import { refusalReasons, returnReasons } from '../messages/receipt.ts';
import { waysToTravel } from '../messages/travelled.ts';
import type { grants } from '../permissions.ts';

/** Why a person does not take a document in, in the order of the form. */
export { returnReasons };

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

/** A document that an arrival answers, of the reader’s own agency, or without an id of one that was merged into it. */
const answeredView = z.object({ documentId: z.string().nullable(), code: z.string(), subject: z.string() });

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

/** The fields as their sender gives them: what may be typed here bounds nobody there. */
const shownFields = incomingView
  .pick({
    ...({
      codeNumber: true,
      codeNotation: true,
      typeCode: true,
      typeName: true,
      issuedOn: true,
      issuer: true,
    } as const),
    ...({ subject: true, language: true, pageAmount: true, description: true, signer: true } as const),
    ...({ priority: true, dueOn: true, toPlaces: true } as const),
  })
  .extend({ arrivedOn: z.string().nullable() });

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
  fields: shownFields,
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

export const arrivalsContract = {
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
    body: reasoned,
    response: arrivalView,
  },
  listUntold: {
    method: 'get',
    path: '/untold-senders',
    summary: 'Senders who are not told how their documents stand, since nothing seals messages for them any more',
    permission: 'exchange.receive',
    response: z.array(
      z.object({
        /** The deployment that hosts them. */
        partner: z.string(),
        senders: z.array(z.string()),
        receipts: z.number().int(),
      }),
    ),
  },
  tellInClear: {
    method: 'post',
    path: '/untold-senders/in-clear',
    summary: 'Let what these senders are to be told go without being sealed, with the reason',
    permission: 'exchange.receive',
    legalEffect: true,
    body: z.strictObject({ partner: line(200), reason: line(500) }),
    response: z.object({ told: z.number().int() }),
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
  listAnswers: {
    method: 'get',
    path: '/outgoing/:documentId/answers',
    summary: 'What its recipients answered to a document, as far as one may read it, oldest first',
    permission: 'exchange.track',
    params: z.object({ documentId: idParam }),
    response: z.array(answerView),
  },
} as const satisfies Contract<keyof typeof grants>;

export type ArrivalSummary = z.output<typeof arrivalSummary>;
export type AnswerView = z.output<typeof answerView>;
export type ArrivalView = z.output<typeof arrivalView>;
export type ReturnReason = (typeof returnReasons)[number];
export type SaidLaterView = z.output<(typeof arrivalsContract)['getSaidLater']['response']>;
export type OtherArrivalView = z.output<typeof otherView>;
export type UpdateView = z.output<typeof updateView>;
export type AskedBackView = z.output<typeof askedBackView>;
