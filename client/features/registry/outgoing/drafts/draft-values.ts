import type { z } from 'zod';
import type { DraftFields, draftFields } from '../../../../../server/registry/outgoing/drafts/contract.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import type { OutgoingView } from '../../../../../server/registry/outgoing/view-contract.ts';

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
    answersDocumentIds: [],
    replaces: null,
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
    recipients: document.recipients.map(({ added: _, ...recipient }) => recipient),
    priority: document.priority,
    replyBy: document.replyBy,
    description: document.description,
    answersDocumentIds: document.answersDocumentIds,
    replaces: document.replaces && { documentId: document.replaces.documentId, reason: document.replaces.reason },
    uploadId: document.letter ? null : (main?.id ?? null),
    letter: document.letter,
    attachmentUploadIds: document.files.filter(({ role }) => role === 'attachment').map(({ id }) => id),
  };
}

/** A new draft in the place of another document, which says what that said; its files are that document’s own, and a term that is over binds nobody. */
export function replacing(document: OutgoingView): DraftValues {
  const replaces = { documentId: document.id, reason: '' };
  return { ...valuesOf(document), replaces, replyBy: null, uploadId: null, attachmentUploadIds: [] };
}

/** The same draft made another way; `text` is what had been written before a file was tried. */
export function madeAs(values: DraftValues, way: Way, text: DraftValues['letter']): DraftValues {
  if (way === 'soan') return { ...values, uploadId: null, letter: values.letter ?? text ?? noLetter };
  return { ...values, letter: null };
}

/** Whether the draft says what was sent: its files bear other ids by then, so only their number is compared. */
export function isWrittenBy(document: OutgoingView, sent: DraftFields): boolean {
  const written = (draft: DraftFields | DraftValues) => {
    const { typeCode, subject, unitId, signerPositionId, recipients, priority, replyBy, description, letter } = draft;
    const replaces = draft.replaces && [draft.replaces.documentId, draft.replaces.reason];
    const plain = recipients.map(({ agencyId, code, name, unit, unitId, address, paperCopies, paperReason }) => [
      ...[agencyId, code, name, unit, unitId, address, paperCopies, paperReason],
    ]);
    const text = letter && [letter.addressees, letter.body, letter.copies];
    const beside = draft.attachmentUploadIds?.length;
    return JSON.stringify([
      typeCode,
      subject,
      unitId,
      signerPositionId,
      plain,
      priority,
      replyBy,
      description,
      text,
      beside,
      replaces,
      draft.answersDocumentIds ?? [],
    ]);
  };
  return written(valuesOf(document)) === written(sent);
}
