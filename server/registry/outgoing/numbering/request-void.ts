import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import { numberedState, type OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';

/**
 * Asks to void the number of a document that is not issued yet — *đề nghị huỷ số*: a second person decides, and until then the
 * document is neither sealed nor issued.
 */
export async function requestVoid(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'request-void', on);
  const state = numberedState(document);
  const { registerId, number } = state;
  const { personId, positionId, name } = tx.actor;
  record(tx, { type: 'void-requested', documentId: document.id, registerId, number, reason });
  return tx.change(outgoingDocuments, document, {
    state: { ...state, voidRequest: { reason, at: tx.now, by: { personId, positionId, name } } },
    updatedAt: tx.now,
  });
}
