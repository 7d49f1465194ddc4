import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { IncomingDocument } from '../../registry/incoming/incoming-document.ts';
import { judgeAnswer } from '../../registry/incoming/judge-answer.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import type { Receipt } from '../messages/receipt.ts';
import { arrivals } from '../store.ts';
import { isAsker } from './answered-by.ts';
import type { Delivery } from './delivery.ts';
import { followJudgedAnswers } from './follow-ups/follow-judged-answers.ts';

/**
 * Follows what an agency that asked says of the answer it was sent: refused (02), its letters are unanswered again and somebody has to handle
 * them; accepted (03), they are answered; whoever asked is told how they stand. Other receipts, other documents and letters of others change nothing.
 */
export async function judgeAnswerByReceipt(
  tx: Transaction,
  { documentId, recipient }: Pick<Delivery, 'documentId' | 'recipient'>,
  { code, reason }: Pick<Receipt, 'code' | 'reason'>,
): Promise<void> {
  if (code !== '02' && code !== '03') return;
  const { agencyId } = tx.actor;
  const refused = code === '02' ? (reason ?? '') : undefined;
  const answer = await tx.find(outgoingDocuments, { id: documentId });
  for (const incomingId of answer?.answersDocumentIds ?? []) {
    const isByAsker = await askerAmong(tx, incomingId, recipient);
    const judged = await judgeAnswer(tx, { incomingId, answerId: documentId, isByAsker, refused });
    if (judged) await followJudgedAnswers(tx, agencyId, [incomingId]);
  }
}

/** Whether a recipient asked by a letter: it sent that letter, or stands in the place of who did; of one on paper, it issued it. */
async function askerAmong(
  tx: Transaction,
  incomingId: string,
  { code = '', agencyId: recipientId }: Delivery['recipient'],
): Promise<(letter: IncomingDocument) => boolean> {
  const arrival = await tx.find(arrivals, { agencyId: tx.actor.agencyId, documentId: incomingId });
  const isByArrival = arrival && (await isAsker({ code }, arrival));
  return ({ issuer }) => isByArrival ?? (issuer.agencyId !== null && issuer.agencyId === recipientId);
}
