import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandHandling, type IncomingDocument } from './incoming-document.ts';
import { loadIncoming } from './load-incoming.ts';
import { incomingDocuments } from './store.ts';

/** Says that one knows that a document one acted on was corrected by its sender: it leaves one's due work. */
export async function noteUpdate(tx: Transaction, documentId: string): Promise<IncomingDocument> {
  const document = await loadIncoming(tx, documentId);
  demandHandling(tx.actor, 'note-update', document);
  const { updated } = document;
  if (!updated) throw new Error('Only what its sender corrected gets here');
  const toTell = updated.toTell.filter((positionId) => positionId !== tx.actor.positionId);
  record(tx, { type: 'update-noted', documentId });
  return tx.change(incomingDocuments, document, { updated: { ...updated, toTell } });
}
