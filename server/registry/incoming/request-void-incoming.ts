import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import type { IncomingDocument } from './incoming-document.ts';
import { loadIncomingFor } from './load-incoming.ts';
import { incomingDocuments } from './store.ts';

/**
 * Asks to void the number of an incoming document that was registered by mistake — *đề nghị huỷ số đến*: a second person decides, and
 * until then nobody handles it.
 */
export async function requestVoidIncoming(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<IncomingDocument> {
  const document = await loadIncomingFor(tx, 'request-void', on);
  const { id: documentId, registerId, number, state } = document;
  if (state === 'void-asked' || state === 'voided' || state === 'recalled')
    throw new Error('Only a number in force gets here');
  const { personId, positionId, name } = tx.actor;
  record(tx, { type: 'void-requested', documentId, registerId, number, reason });
  return tx.change(incomingDocuments, document, {
    state: 'void-asked',
    voidRequest: { reason, at: tx.now, by: { personId, positionId, name }, stateBefore: state },
  });
}
