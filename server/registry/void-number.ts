import { record } from '../audit/record.ts';
import type { Transaction } from '../platform/transaction.ts';
import { loadFor, type OnDocument } from './load-documents.ts';
import type { OutgoingDocument } from './outgoing-document.ts';
import { outgoingDocuments } from './store.ts';

/** Voids the number of a document that was not issued — *huỷ số*: its row stays with the reason, the number is never used again. */
export async function voidNumber(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'void', on);
  const { state } = document;
  if (state.status !== 'numbered') throw new Error('Only a numbered document gets here');
  record(tx, {
    type: 'number-voided',
    documentId: document.id,
    registerId: state.registerId,
    number: state.number,
    reason,
  });
  return tx.change(outgoingDocuments, document, {
    state: { ...state, status: 'voided', voidedAt: tx.now, voidReason: reason },
    notice: null,
    updatedAt: tx.now,
  });
}
