import { record } from '../audit/record.ts';
import { notFound } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { refuseRecalled } from '../registry/incoming/incoming-document.ts';
import { loadIncoming } from '../registry/incoming/load-incoming.ts';
import { checkUnsigned } from './assignment.ts';
import { assignments } from './store.ts';

/**
 * Says that one has a document that was handed to one, to handle or to know of – *ký nhận* (NĐ 30/2020 Điều 22.3b, by an act of the person
 * in place of the pen). It begins no work. Refuses what is another's, what was received already, and what its sender has taken back.
 */
export async function signForDocument(tx: Transaction, assignmentId: string): Promise<string> {
  const assignment = await tx.load(assignments, assignmentId);
  const document = await loadIncoming(tx, assignment.documentId);
  if (assignment.positionId !== tx.actor.positionId) throw notFound();
  refuseRecalled(document);
  checkUnsigned(assignment);
  tx.change(assignments, assignment, { signedForAt: tx.now });
  record(tx, { type: 'document-signed-for', documentId: document.id, assignmentId });
  return document.id;
}
