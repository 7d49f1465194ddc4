import type { Transaction } from '../../platform/ledger/transaction.ts';
import { judgeAnswer } from '../../registry/incoming/judge-answer.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { followAnswer } from '../../routing/follow-answer.ts';
import type { Receipt } from '../messages/receipt.ts';

/**
 * Follows what the agency that asked says of the answer it was sent: refused (02), its letter is unanswered again and somebody has to handle
 * it; accepted (03), it is answered. Other receipts and other documents change nothing.
 */
export async function judgeAnswerByReceipt(
  tx: Transaction,
  { documentId }: { readonly documentId: string },
  { code, reason }: Pick<Receipt, 'code' | 'reason'>,
  byAgencyId: string,
): Promise<void> {
  if (code !== '02' && code !== '03') return;
  const incomingId = (await tx.find(outgoingDocuments, { id: documentId }))?.answersDocumentId;
  if (incomingId === undefined || incomingId === null) return;
  const refused = code === '02' ? (reason ?? '') : undefined;
  const judged = await judgeAnswer(tx, { incomingId, answerId: documentId, byAgencyId, refused });
  if (judged) await followAnswer(tx, incomingId);
}
