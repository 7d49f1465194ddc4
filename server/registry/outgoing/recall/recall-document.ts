import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import { issuedState, type OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import { withdrawAnswers } from './withdraw-answers.ts';

/**
 * Takes an issued document back — *thu hồi* (NĐ 30/2020 Điều 18.4) –, as the other office asked, and leaves word for the exchange to tell
 * each recipient. Its number, bytes and history stay; what it answered is not answered by it any more.
 */
export async function recallDocument(tx: Transaction, on: OnDocument): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'recall', on);
  const { recallRequest, ...state } = issuedState(document);
  if (!recallRequest) throw new Error('Only a document somebody asked to recall gets here');
  const { id: documentId, agencyId } = document;
  const { personId, positionId, name } = tx.actor;
  const { reason, by } = recallRequest;
  record(tx, { type: 'document-recalled', documentId, reason, requestedBy: by.personId });
  await withdrawAnswers(tx, document);
  tx.enqueue({ kind: 'document-recalled', key: documentId, payload: { agencyId, documentId } });
  return tx.change(outgoingDocuments, document, {
    state: {
      ...{ ...state, status: 'recalled', recalledAt: tx.now, recallRequest },
      recalledBy: { personId, positionId, name },
    },
    updatedAt: tx.now,
  });
}
