import { deriveAnew, type LedgerOfMigration, openLedger } from '../audit/renewal/migration-ledger.ts';
import { readOne } from '../platform/database/store.ts';
import { isAnswered } from '../registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { assignments } from './store.ts';

/** Expects no more work on documents that were answered under an earlier release, in their parts and on their rows. */
export async function takeOverAnswers(context: LedgerOfMigration): Promise<void> {
  await openLedger(context);
  await deriveAnew(assignments, async (part) => {
    if (!part.open) return {};
    const document = await readOne(incomingDocuments, { _id: part.documentId });
    return document && isAnswered(document) ? { open: false } : {};
  });
  await deriveAnew(incomingDocuments, async (document) => {
    if (!isAnswered(document) || document.handlers.every(({ open }) => !open)) return {};
    return { handlers: document.handlers.map((handler) => ({ ...handler, open: false })) };
  });
}
