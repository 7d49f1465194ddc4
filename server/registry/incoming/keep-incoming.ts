import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import type { IncomingDocument } from './incoming-document.ts';
import { loadIncomingFor } from './load-incoming.ts';
import { incomingDocuments } from './store.ts';

/** Keeps the number of an incoming document somebody asked to void — *giữ số* –, or takes one's own request back; handling goes on. */
export async function keepIncoming(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<IncomingDocument> {
  const document = await loadIncomingFor(tx, 'keep-number', on);
  const { id: documentId, registerId, number, voidRequest } = document;
  if (!voidRequest) throw new Error('Only a number somebody asked to void gets here');
  record(tx, { type: 'void-refused', documentId, registerId, number, reason });
  return tx.change(incomingDocuments, document, { state: voidRequest.stateBefore, voidRequest: undefined });
}
