import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandHandling, type IncomingDocument } from './incoming-document.ts';
import { loadIncoming } from './load-incoming.ts';
import { incomingDocuments } from './store.ts';

/** Says that one knows that a document one acted on was taken back by its sender: it leaves one's due work. */
export async function noteRecall(tx: Transaction, documentId: string): Promise<IncomingDocument> {
  const document = await loadIncoming(tx, documentId);
  demandHandling(tx.actor, 'note-recall', document);
  const { recalled } = document;
  if (!recalled) throw new Error('Only a recalled document gets here');
  const toTell = recalled.toTell.filter((positionId) => positionId !== tx.actor.positionId);
  record(tx, { type: 'recall-noted', documentId });
  return tx.change(incomingDocuments, document, { recalled: { ...recalled, toTell } });
}
