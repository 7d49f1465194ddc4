import type { Transaction } from '../platform/ledger/transaction.ts';
import type { IncomingDocument } from '../registry/incoming/incoming-document.ts';

/**
 * Leaves word for the exchange to tell the sender how its document fares: 04 assigned, 05 in progress, 06 done (docs/exchange-protocol.md §8). Each is
 * told once; a document that came on paper has nobody to tell.
 */
export function reportToSender(tx: Transaction, document: IncomingDocument, code: '04' | '05' | '06'): void {
  if (document.arrivalId === null) return;
  const { agencyId, id: documentId } = document;
  const { name, title } = tx.actor;
  const by = title === undefined ? name : `${name}, ${title}`;
  tx.enqueue({
    kind: 'handling-changed',
    key: `${documentId}:${code}`,
    payload: { agencyId, documentId, code, at: tx.now.toISOString(), by },
  });
}
