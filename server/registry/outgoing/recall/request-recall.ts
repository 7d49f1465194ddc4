import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import { issuedState, type OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import { officeOf } from './recall-request.ts';

/**
 * Asks to take an issued document back — *đề nghị thu hồi* (NĐ 30/2020 Điều 18.4): a clerk asks and a leader decides, or the other way
 * round; until then it stays issued.
 */
export async function requestRecall(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'request-recall', on);
  const { personId, positionId, name } = tx.actor;
  record(tx, { type: 'recall-requested', documentId: document.id, reason });
  return tx.change(outgoingDocuments, document, {
    state: {
      ...issuedState(document),
      recallRequest: { reason, at: tx.now, by: { personId, positionId, name }, office: officeOf(tx.actor) },
    },
    updatedAt: tx.now,
  });
}
