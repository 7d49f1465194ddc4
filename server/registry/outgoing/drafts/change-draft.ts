import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { refuseUnprintableLetter } from '../letter/printable-letter.ts';
import { loadFor } from '../load-outgoing.ts';
import { type OutgoingDocument, wordsOf } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import { type Description, describe } from './draft-content.ts';
import { type Material, takeMaterial } from './draft-material.ts';

/** Changes a draft; only its drafter may, and only the version they have seen. */
export async function changeDraft(
  tx: Transaction,
  on: OnDocument,
  request: Description & Material,
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'edit', on);
  const described = await describe(tx, request, document);
  refuseUnprintableLetter(request.letter, described);
  const made = await takeMaterial(tx, request, document);
  const changed = tx.change(outgoingDocuments, document, {
    ...described,
    ...made,
    participants: [...new Set([...document.participants, described.signer.positionId])],
    words: wordsOf({ ...described, state: document.state }),
    updatedAt: tx.now,
  });
  record(tx, { type: 'draft-changed', documentId: document.id });
  return changed;
}
