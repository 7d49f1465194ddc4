import type { Transaction } from '../platform/ledger/transaction.ts';
import { isAnswered, isOver } from '../registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { openAfterAnswer } from './assignment.ts';
import { showHandling } from './show-handling.ts';
import { assignments } from './store.ts';

/**
 * Expects no more work on a document that is answered, and expects it again once its answer was taken back. Who has a part may still report
 * it done, which is what the sender is told (06). Without effect on a document nobody handles, or may handle any more.
 */
export async function followAnswer(tx: Transaction, documentId: string): Promise<void> {
  const document = await tx.find(incomingDocuments, { id: documentId });
  if (!document || isOver(document)) return;
  const parts = await tx.list(assignments, { agencyId: document.agencyId, documentId });
  const changed = openAfterAnswer(parts, isAnswered(document));
  for (const { part, open } of changed) tx.change(assignments, part, { open });
  if (changed.length > 0) await showHandling(tx, document);
}
