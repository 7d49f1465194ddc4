import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { IncomingDocument } from '../../registry/incoming/incoming-document.ts';
import { judgeAnswer } from '../../registry/incoming/judge-answer.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { followAnswer } from '../../routing/follow-answer.ts';
import type { Receipt } from '../messages/receipt.ts';
import { arrivals } from '../store.ts';
import type { Delivery } from './delivery.ts';

/**
 * Follows what the agency that asked says of the answer it was sent: refused (02), its letter is unanswered again and somebody has to handle
 * it; accepted (03), it is answered; whoever asked is told how it stands. Other receipts and other documents change nothing.
 */
export async function judgeAnswerByReceipt(
  tx: Transaction,
  { documentId, recipient }: Pick<Delivery, 'documentId' | 'recipient'>,
  { code, reason }: Pick<Receipt, 'code' | 'reason'>,
): Promise<void> {
  if (code !== '02' && code !== '03') return;
  const incomingId = (await tx.find(outgoingDocuments, { id: documentId }))?.answersDocumentId;
  if (incomingId === undefined || incomingId === null) return;
  const refused = code === '02' ? (reason ?? '') : undefined;
  const arrival = await tx.find(arrivals, { agencyId: tx.actor.agencyId, documentId: incomingId });
  const isByAsker = ({ issuer }: IncomingDocument) =>
    arrival
      ? arrival.senderCode === recipient.code
      : issuer.agencyId !== null && issuer.agencyId === recipient.agencyId;
  const judged = await judgeAnswer(tx, { incomingId, answerId: documentId, isByAsker, refused });
  if (!judged) return;
  await followAnswer(tx, incomingId);
  const { agencyId } = tx.actor;
  tx.enqueue({ kind: 'answer-changed', payload: { agencyId, documentId: incomingId } });
}
