import { keepHeadOf, noteWitness } from '../../audit/heads/witness.ts';
import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { Receipt } from '../messages/receipt.ts';
import { deliveries } from '../store.ts';
import { contradicts, type Delivery, stateAfter, verdictAfter } from './delivery.ts';
import { judgeAnswerByReceipt } from './judge-answer-by-receipt.ts';

/** A receipt whose signature has been checked against the recipient’s system certificate. */
export interface CheckedReceipt {
  readonly receipt: Receipt;
  readonly sha256: string;
  readonly signatureSha256: string;
  readonly fromAgencyId: string;
}

/**
 * Keeps a signed receipt with the delivery it answers. The same receipt again changes nothing; one for another agency’s delivery,
 * for bytes never sent, or one that contradicts an earlier one is refused (RELIABILITY row 90).
 */
export async function recordReceipt(
  tx: Transaction,
  { receipt, sha256, signatureSha256, fromAgencyId }: CheckedReceipt,
): Promise<Delivery> {
  const delivery = await tx.find(deliveries, { messageId: receipt.messageId });
  if (!delivery || delivery.agencyId !== tx.actor.agencyId) throw notFound();
  if (delivery.recipient.agencyId !== fromAgencyId) {
    throw refusal('receipt-of-another', 'The receipt comes from an agency the message was not sent to');
  }
  if (delivery.envelopeSha256 !== receipt.envelopeSha256) {
    throw refusal('receipt-for-other-bytes', 'The receipt stands for an envelope that was never sent');
  }
  const earlier = delivery.receipts.find(({ code }) => code === receipt.code);
  if (earlier?.sha256 === sha256) return delivery;
  if (earlier) throw refusal('receipt-conflict', `Another receipt ${receipt.code} is kept already`);
  if (contradicts(delivery.receipts, receipt.code)) {
    throw refusal('receipt-contradicts', 'The same document cannot be both refused and accepted');
  }
  const neighbour = { agencyId: fromAgencyId, name: receipt.from.name };
  await keepHeadOf(tx, neighbour, receipt.treeHead);
  if (delivery.treeHead) await noteWitness(tx, neighbour, delivery.treeHead, sha256);
  record(tx, {
    type: 'receipt-recorded',
    documentId: delivery.documentId,
    deliveryId: delivery.id,
    code: receipt.code,
    receiptSha256: sha256,
  });
  await judgeAnswerByReceipt(tx, delivery, receipt, fromAgencyId);
  return tx.change(deliveries, delivery, {
    state: stateAfter(delivery.state, receipt.code),
    recipientVerdict: verdictAfter(delivery.recipientVerdict, receipt.verdict),
    receipts: [
      ...delivery.receipts,
      {
        code: receipt.code,
        at: new Date(receipt.at),
        recordedAt: tx.now,
        verdict: receipt.verdict,
        sha256,
        signatureSha256,
        ...(receipt.by ? { by: receipt.by } : {}),
        ...(receipt.reason ? { reason: receipt.reason } : {}),
        ...(receipt.arrivalNumber === null ? {} : { arrivalNumber: receipt.arrivalNumber }),
      },
    ],
  });
}
