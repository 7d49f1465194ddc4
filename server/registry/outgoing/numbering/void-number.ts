import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import { numberedState, type OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';

/**
 * Voids the number somebody else asked to void — *huỷ số*: its row stays with the reason and both names, the number is never used
 * again. The person who asked cannot agree, in whatever position.
 */
export async function voidNumber(tx: Transaction, on: OnDocument): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'void', on);
  const { voidRequest, ...state } = numberedState(document);
  if (!voidRequest) throw new Error('Only a number somebody asked to void gets here');
  const { registerId, number } = state;
  const { reason, by } = voidRequest;
  const { personId, positionId, name } = tx.actor;
  record(tx, {
    type: 'number-voided',
    documentId: document.id,
    registerId,
    number,
    reason,
    requestedBy: by.personId,
  });
  return tx.change(outgoingDocuments, document, {
    state: {
      ...state,
      status: 'voided',
      voidedAt: tx.now,
      voidReason: reason,
      voidRequest,
      voidedBy: { personId, positionId, name },
    },
    notice: null,
    updatedAt: tx.now,
  });
}
