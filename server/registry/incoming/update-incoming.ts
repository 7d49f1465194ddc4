import { isDeepStrictEqual } from 'node:util';
import { type Corrected, differencesBetween } from '../../audit/differences.ts';
import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { typeNameOf } from '../registers/document-type.ts';
import { registers } from '../registers/store.ts';
import { type IncomingDocument, type InputFields, wordsOf } from './incoming-document.ts';
import { registeredTexts } from './registered-texts.ts';
import { incomingDocuments } from './store.ts';

/** What an agency says when it corrects a document that it sent: as it was said `before`, and as it is now. */
export interface UpdateBySender {
  readonly before: InputFields;
  readonly after: InputFields;
  readonly reason: string;
  /** Who decided it there. */
  readonly by: string;
  /** Positions here that acted on it, and are to know. */
  readonly toTell: readonly string[];
}

/**
 * Notes that the agency which sent a document has corrected it — *cập nhật*. A field that stands as the sender had said it says what the sender says
 * now, and the log keeps both; one that a clerk here has typed stays, and so does all that a closed book says. Whoever acted on it is told
 * until they say that they know.
 */
export async function updateIncoming(
  tx: Transaction,
  document: IncomingDocument,
  { before, after, reason, by, toTell }: UpdateBySender,
): Promise<IncomingDocument> {
  const { id: documentId, registerId, updated } = document;
  record(tx, { type: 'incoming-updated', documentId, reason });
  const { closing } = await tx.load(registers, registerId);
  const followed = closing ? {} : followedIn(document, said(before), said(after));
  const registered = { ...document, ...followed };
  for (const corrected of differencesBetween(registeredTexts(document), registeredTexts(registered))) {
    record(tx, { type: 'document-corrected', documentId, ...corrected, reason });
  }
  const told = new Set([...(updated?.toTell ?? []), ...toTell]);
  return tx.change(incomingDocuments, document, {
    ...{ ...followed, words: wordsOf(registered) },
    updated: { at: tx.now, reason, by, toTell: [...told] },
  });
}

type Said = Pick<IncomingDocument, (typeof fields)[number]>;
const fields = [
  ...(['typeCode', 'typeName', 'subject', 'language', 'pageAmount'] as const),
  ...(['description', 'signer', 'priority', 'dueOn'] as const),
] as const;

/** What a sender says of a document, as it would be registered. */
function said({ typeCode, typeName, ...rest }: InputFields): Said {
  return { ...rest, typeCode, typeName: typeNameOf(typeCode, typeName) };
}

/** Each field as its sender says it now, but for those that somebody here has typed. */
function followedIn(document: IncomingDocument, before: Said, after: Said): Partial<Said> {
  const asSaid = fields.filter((field) => isDeepStrictEqual(document[field], before[field]));
  return Object.fromEntries(asSaid.map((field) => [field, after[field]]));
}

/** The fields in which a registered document differs from what its sender says of it: as registered, and as said. */
export function unlike(document: IncomingDocument, fields: InputFields): Corrected[] {
  return differencesBetween(registeredTexts(document), registeredTexts({ ...document, ...said(fields) }));
}
