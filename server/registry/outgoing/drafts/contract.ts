import { z } from 'zod';
import type { Contract } from '../../../platform/api/contract.ts';
import { day, id, line, prose } from '../../../platform/api/schemas.ts';
import { ifMatch, ofDocument, priority } from '../../documents/contract.ts';
import type { grants } from '../../permissions.ts';
import { letter } from '../letter/contract.ts';
import { recipients } from '../recipients/contract.ts';
import { outgoingView } from '../view-contract.ts';

/** What a draft says. */
export const draftFields = z.strictObject({
  typeCode: z.string().max(30),
  subject: line(500),
  /** Unit or field in the notation, *VP* in 05/BNV-VP. */
  unitId: id.nullable().default(null),
  signerPositionId: id,
  recipients,
  priority: priority.default(0),
  replyBy: day.nullable().default(null),
  description: prose(500).nullable().default(null),
  /** The incoming documents this one answers. */
  answersDocumentIds: z.array(id).max(20).default([]),
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

/** Drafts, until their signer signs them. */
export const draftsContract = {
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
} as const satisfies Contract<keyof typeof grants>;

export type DraftFields = z.output<typeof draftFields>;
