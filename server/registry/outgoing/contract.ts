import { z } from 'zod';
import { eventView } from '../../audit/contract.ts';
import type { Contract } from '../../platform/api/contract.ts';
import { day, id, line, pageOf, prose } from '../../platform/api/schemas.ts';
import { knownTypeNames } from '../../platform/uploads/known-types.ts';
import { ifMatch, listQuery, ofDocument, ofFile, priority } from '../documents/contract.ts';
import type { grants } from '../permissions.ts';
import { draftFields, draftsContract } from './drafts/contract.ts';
import { numberingContract } from './numbering/contract.ts';
import { recallContract } from './recall/contract.ts';
import { recipients } from './recipients/contract.ts';
import { outgoingState, outgoingSummary, outgoingView } from './view-contract.ts';

/** What can be corrected of a document signed in ink; what is left out stays. */
const correctedOutgoing = z
  .strictObject({
    subject: draftFields.shape.subject,
    priority,
    replyBy: draftFields.shape.replyBy.unwrap(),
    description: draftFields.shape.description.unwrap(),
  })
  .partial();

/** Outgoing documents from the draft to the recall: all that is asked of them here. */
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
  ...draftsContract,
  ...numberingContract,
  ...recallContract,
  addRecipients: {
    method: 'post',
    path: '/outgoing/:documentId/recipients',
    summary: 'Send an issued document to further recipients: they get the same sealed bytes',
    permission: 'registry.number',
    legalEffect: true,
    params: ofDocument,
    body: ifMatch.extend({
      recipients,
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
      recipients,
      priority: priority.default(0),
      replyBy: day.nullable().default(null),
      description: prose(500).nullable().default(null),
      uploadId: id,
    }),
    status: 201,
    response: outgoingView,
  },
} as const satisfies Contract<keyof typeof grants>;
