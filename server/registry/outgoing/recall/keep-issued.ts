import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import { issuedState, type OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';

/** Leaves a document issued that somebody asked to take back — *không thu hồi* –, or takes one's own request back. */
export async function keepIssued(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'keep-issued', on);
  const { recallRequest: _, ...state } = issuedState(document);
  record(tx, { type: 'recall-refused', documentId: document.id, reason });
  return tx.change(outgoingDocuments, document, { state, updatedAt: tx.now });
}
