import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import { outgoingDocuments } from '../store.ts';

/**
 * Deletes a draft — *xoá dự thảo*: its drafter may, while it is one, and so before it ever had a number. It is nowhere to be found from then
 * on; its text and the names of its files leave the row, so that the files go when the store is swept. The row itself stays, as the log says.
 */
export async function deleteDraft(tx: Transaction, on: OnDocument): Promise<void> {
  const document = await loadFor(tx, 'delete', on);
  record(tx, { type: 'draft-deleted', documentId: document.id });
  tx.change(outgoingDocuments, document, {
    ...{ deletedAt: tx.now, updatedAt: tx.now, notice: null, description: null, words: [] },
    ...{ letter: null, source: null, main: null, attachments: [] },
  });
}
