import type { z } from 'zod';
import type { draftFields, OutgoingView, Recipient } from '../../../server/registry/outgoing/contract.ts';

/** How a document comes about: from a PDF, written here, or signed in ink on paper. */
export type Way = 'tep' | 'soan' | 'giay';

/** What the form holds: the fields of a draft as they are typed. */
export interface DraftValues extends z.input<typeof draftFields> {
  recipients: Recipient[];
  letter: { addressees: string[]; body: string; copies: string[] } | null;
}

const noLetter = { addressees: [], body: '', copies: [] };

/** An empty draft of the kind chosen, in the unit of the person who drafts. */
export function emptyDraft(way: Way, unitId: string | null): DraftValues {
  return {
    typeCode: 'cong-van',
    subject: '',
    unitId,
    signerPositionId: '',
    recipients: [],
    priority: 0,
    replyBy: null,
    description: null,
    answersDocumentId: null,
    uploadId: null,
    letter: way === 'soan' ? noLetter : null,
    attachmentUploadIds: [],
  };
}

/** The draft as it was saved; files it has already are named by their own ids and stay. */
export function valuesOf(document: OutgoingView): DraftValues {
  const main = document.files.find(({ role }) => role === 'main');
  return {
    typeCode: document.typeCode,
    subject: document.subject,
    unitId: document.unitId,
    signerPositionId: document.signer.positionId,
    recipients: document.recipients,
    priority: document.priority,
    replyBy: document.replyBy,
    description: document.description,
    answersDocumentId: document.answersDocumentId,
    uploadId: document.letter ? null : (main?.id ?? null),
    letter: document.letter,
    attachmentUploadIds: document.files.filter(({ role }) => role === 'attachment').map(({ id }) => id),
  };
}

/** The same draft made another way: the text stays while a file is tried, and the other way round nothing is sent twice. */
export function madeAs(values: DraftValues, way: Way): DraftValues {
  if (way === 'soan') return { ...values, uploadId: null, letter: values.letter ?? noLetter };
  return { ...values, letter: null };
}
