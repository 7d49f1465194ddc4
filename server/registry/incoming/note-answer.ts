import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { incomingDocuments } from './store.ts';

/** An outgoing document that answers an incoming one, by its number and symbol. */
export interface Answer {
  readonly documentId: string;
  readonly code: string;
}

/** Notes on an incoming document that it is answered — *đã trả lời* — by an outgoing one that was issued; once for each. */
export async function noteAnswer(tx: Transaction, incomingId: string, answer: Answer): Promise<void> {
  const document = await tx.find(incomingDocuments, { id: incomingId });
  if (!document || document.answeredBy.some(({ documentId }) => documentId === answer.documentId)) return;
  const { documentId: answerId, code } = answer;
  record(tx, { type: 'document-answered', documentId: incomingId, answerId, answer: code });
  tx.change(incomingDocuments, document, { answeredBy: [...document.answeredBy, answer] });
}
