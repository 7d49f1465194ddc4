import { record } from '../audit/record.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { ownAssignment } from './own-assignment.ts';
import { reportToSender } from './report-to-sender.ts';
import { showHandling } from './show-handling.ts';
import { assignments } from './store.ts';

/**
 * Reports the work done with its result. When the main handler does, the document is done with: nothing more is expected of the
 * others, and the sender learns it (06) – from this act, never from an intermediate state.
 */
export async function finishAssignment(
  tx: Transaction,
  { assignmentId, result }: { readonly assignmentId: string; readonly result: string },
): Promise<string> {
  const { assignment, document } = await ownAssignment(tx, assignmentId, 'finish');
  const startedAt = assignment.startedAt ?? tx.now;
  tx.change(assignments, assignment, { state: 'done', startedAt, doneAt: tx.now, result, open: false });
  record(tx, { type: 'assignment-done', documentId: document.id, assignmentId });
  const isHandled = assignment.role === 'main';
  if (isHandled) {
    const { agencyId, id: documentId } = document;
    record(tx, { type: 'document-handled', documentId });
    const others = await tx.list(assignments, { agencyId, documentId, open: true });
    for (const other of others) tx.change(assignments, other, { open: false });
  }
  await showHandling(tx, document);
  if (isHandled) reportToSender(tx, document, '06');
  return document.id;
}
