import { deriveAnew, type LedgerOfMigration, openLedger } from '../audit/renewal/migration-ledger.ts';
import type { OutgoingDocument } from './outgoing/outgoing-document.ts';
import { outgoingDocuments } from './outgoing/store.ts';

/** What an earlier release wrote of an outgoing document: it answered one incoming document at most. */
interface OfOneAnswer {
  readonly answersDocumentId?: string | null | undefined;
}

/** Brings outgoing documents that an earlier release wrote to the form in which one may answer several, each through the log of its agency. */
export async function takeOverAnswers(context: LedgerOfMigration): Promise<void> {
  await openLedger(context);
  await deriveAnew(outgoingDocuments, inTodaysForm);
}

function inTodaysForm({ answersDocumentId }: OutgoingDocument & OfOneAnswer): Partial<OutgoingDocument> & OfOneAnswer {
  if (answersDocumentId === undefined) return {};
  return { answersDocumentIds: answersDocumentId === null ? [] : [answersDocumentId], answersDocumentId: undefined };
}
