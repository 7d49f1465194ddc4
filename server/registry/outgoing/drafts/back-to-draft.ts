import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';

/** Makes a document a draft again, on the bytes it was made from: what preparing and signing added is dropped. */
export function backToDraft(
  tx: Transaction,
  document: OutgoingDocument,
  notice: OutgoingDocument['notice'],
): OutgoingDocument {
  return tx.change(outgoingDocuments, document, {
    state: { status: 'draft' },
    main: document.source,
    places: [],
    placeNotes: [],
    yearOnPage: null,
    verdict: 'no-signature',
    notice,
    updatedAt: tx.now,
  });
}
