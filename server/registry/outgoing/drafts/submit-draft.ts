import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { refuseUnprintableLetter } from '../letter/printable-letter.ts';
import { loadFor } from '../load-outgoing.ts';
import type { OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import { signatory } from './draft-content.ts';

/**
 * Hands a draft to its signer — *trình ký*. A worker prepares the PDF with its empty fields first; the message names
 * the version to prepare, so that a draft that was taken back meanwhile is left alone.
 */
export async function submitDraft(tx: Transaction, on: OnDocument): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'submit', on);
  refuseUnprintableLetter(document.letter, document);
  const submitted = tx.change(outgoingDocuments, document, {
    signer: await signatory(tx, document.signer.positionId),
    state: { status: 'preparing', submittedAt: tx.now },
    notice: null,
    updatedAt: tx.now,
  });
  record(tx, { type: 'draft-submitted', documentId: document.id });
  const { agencyId, id: documentId, version } = submitted;
  tx.enqueue({ kind: 'prepare-document', key: `${documentId}:${version}`, payload: { agencyId, documentId, version } });
  return submitted;
}
