import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import type { OutgoingDocument } from '../outgoing-document.ts';
import { backToDraft } from './back-to-draft.ts';

/**
 * Returns a document to its drafter with the reason — *trả lại, nêu lý do*: its signer a draft, signer or clerk one that is signed and has
 * no number yet – its form is wrong, or the year in it is over. A signature goes with the pages it was on; the log keeps that it was given.
 */
export async function returnDraft(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'return', on);
  record(tx, { type: 'draft-returned', documentId: document.id, reason });
  return backToDraft(tx, document, { kind: 'returned', text: reason, at: tx.now });
}
