import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { codeOfOutgoing, type OutgoingDocument, type Replaced } from './outgoing-document.ts';
import { withdrawAnswers } from './recall/withdraw-answers.ts';
import { outgoingDocuments } from './store.ts';

/**
 * Ends a document in whose place another was issued — *thay thế* (NĐ 30/2020 Điều 18.4): signed by a leader and numbered by the clerk, that is
 * what both decided. Its number, bytes and history stay. Without effect on what was recalled meanwhile.
 */
export async function replaceDocument(
  tx: Transaction,
  by: OutgoingDocument,
  { documentId, reason }: Replaced,
): Promise<void> {
  const replaced = await tx.load(outgoingDocuments, documentId);
  const { state } = replaced;
  if (state.status !== 'issued') return;
  const { personId, positionId, name } = by.signer;
  const person = { personId, positionId, name };
  const code = codeOfOutgoing(by);
  record(tx, { type: 'document-replaced', documentId, replacementId: by.id, replacement: code, reason });
  await withdrawAnswers(tx, replaced);
  tx.change(outgoingDocuments, replaced, {
    state: {
      ...{ ...state, status: 'recalled', recalledAt: tx.now, recalledBy: person },
      recallRequest: { reason, at: tx.now, by: person, office: 'leader' },
      replacedBy: { documentId: by.id, code },
    },
    updatedAt: tx.now,
  });
}
