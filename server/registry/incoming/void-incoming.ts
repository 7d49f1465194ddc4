import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import type { IncomingDocument } from './incoming-document.ts';
import { loadIncomingFor } from './load-incoming.ts';
import { incomingDocuments } from './store.ts';

/**
 * Voids the number of an incoming document somebody else asked to void — *huỷ số đến*: its row stays with the reason and both names,
 * the number is never used again, and the document can be registered anew.
 */
export async function voidIncoming(tx: Transaction, on: OnDocument): Promise<IncomingDocument> {
  const document = await loadIncomingFor(tx, 'void', on);
  const { id: documentId, registerId, number, voidRequest } = document;
  if (!voidRequest) throw new Error('Only a number somebody asked to void gets here');
  const { reason, by } = voidRequest;
  const { personId, positionId, name } = tx.actor;
  record(tx, { type: 'number-voided', documentId, registerId, number, reason, requestedBy: by.personId });
  return tx.change(incomingDocuments, document, {
    state: 'voided',
    voided: { at: tx.now, by: { personId, positionId, name } },
  });
}
