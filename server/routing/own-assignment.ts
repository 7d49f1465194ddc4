import { notFound } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { demandHandling, type IncomingDocument } from '../registry/incoming/incoming-document.ts';
import { loadIncoming } from '../registry/incoming/load-incoming.ts';
import type { Assignment } from './assignment.ts';
import { assignments } from './store.ts';

/** The actor's part in a document they may work on now; of what they may not read they learn nothing. */
export async function ownAssignment(
  tx: Transaction,
  assignmentId: string,
  act: 'start' | 'finish',
): Promise<{ assignment: Assignment; document: IncomingDocument }> {
  const assignment = await tx.load(assignments, assignmentId);
  const document = await loadIncoming(tx, assignment.documentId);
  if (assignment.positionId !== tx.actor.positionId) throw notFound();
  demandHandling(tx.actor, act, document);
  return { assignment, document };
}
