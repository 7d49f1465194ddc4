import { record } from '../audit/record.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { ownAssignment } from './own-assignment.ts';
import { reportToSender } from './report-to-sender.ts';
import { showHandling } from './show-handling.ts';
import { assignments } from './store.ts';

/** Begins the work one was assigned; when the main handler does, the sender learns that the document is in progress (05). */
export async function startAssignment(tx: Transaction, assignmentId: string): Promise<string> {
  const { assignment, document } = await ownAssignment(tx, assignmentId, 'start');
  tx.change(assignments, assignment, { state: 'in-progress', startedAt: tx.now });
  record(tx, { type: 'assignment-started', documentId: document.id, assignmentId });
  await showHandling(tx, document);
  if (assignment.role === 'main') reportToSender(tx, document, '05');
  return document.id;
}
