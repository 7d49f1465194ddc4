import { record } from '../audit/record.ts';
import type { Transaction } from '../platform/transaction.ts';
import { backToDraft } from './back-to-draft.ts';
import { loadFor, type OnDocument } from './load-documents.ts';
import type { OutgoingDocument } from './outgoing-document.ts';

/** Returns a submitted draft to its drafter with the reason — *trả lại, nêu lý do*; only its signer may. */
export async function returnDraft(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'return', on);
  record(tx, { type: 'draft-returned', documentId: document.id, reason });
  return backToDraft(tx, document, { kind: 'returned', text: reason, at: tx.now });
}
