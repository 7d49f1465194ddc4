import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { withdrawAnswer } from '../../incoming/withdraw-answer.ts';
import { codeOfOutgoing, type OutgoingDocument } from '../outgoing-document.ts';

/** Takes a document that is in force no more off every incoming document it answered: each is answered no more, unless another one answers it. */
export async function withdrawAnswers(tx: Transaction, document: OutgoingDocument): Promise<void> {
  const answer = { documentId: document.id, code: codeOfOutgoing(document) };
  for (const incomingId of document.answersDocumentIds) await withdrawAnswer(tx, incomingId, answer);
}
