import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Answer } from './note-answer.ts';
import { incomingDocuments } from './store.ts';

/** Takes an answer off an incoming document when the outgoing one was recalled: it is answered no more, unless another one answers it. */
export async function withdrawAnswer(tx: Transaction, incomingId: string, answer: Answer): Promise<void> {
  const document = await tx.find(incomingDocuments, { id: incomingId });
  if (!document?.answeredBy.some(({ documentId }) => documentId === answer.documentId)) return;
  record(tx, {
    ...{ type: 'answer-recalled', documentId: incomingId },
    ...{ answerId: answer.documentId, answer: answer.code },
  });
  const answeredBy = document.answeredBy.filter(({ documentId }) => documentId !== answer.documentId);
  tx.change(incomingDocuments, document, { answeredBy });
}
