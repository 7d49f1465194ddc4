import { notFound } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { changeHandling } from '../registry/incoming/change-handling.ts';
import { demandHandling, type IncomingDocument } from '../registry/incoming/incoming-document.ts';
import { loadIncoming } from '../registry/incoming/load-incoming.ts';
import { type Assignment, documentState } from './assignment.ts';
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

/** Brings the document in line with its assignments after one of them has moved on. */
export async function followAssignments(tx: Transaction, document: IncomingDocument): Promise<IncomingDocument> {
  const all = await tx.list(assignments, { agencyId: document.agencyId, documentId: document.id });
  return changeHandling(tx, document, { state: documentState(all), handlers: all });
}
