import { keepHeadOf, noteWitness } from '../../audit/heads/witness.ts';
import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import { type Delivery, type KeptReceipt, stateBy, verdictAfter } from './delivery.ts';
import { type CheckedReceipt, deliveryOfReceipt } from './delivery-of-receipt.ts';
import { judgeAnswerByReceipt } from './judge-answer-by-receipt.ts';

/**
 * Keeps a signed receipt with the delivery it speaks of. The same receipt again changes nothing; what `deliveryOfReceipt` refuses is not
 * kept (docs/bad-inputs.md, row 90).
 */
export async function recordReceipt(tx: Transaction, checked: CheckedReceipt): Promise<Delivery> {
  const { message, messageSha256: sha256, sender } = checked;
  const { receipt, treeHead } = message;
  const found = await tx.find(deliveries, { messageId: receipt.of.messageId });
  const delivery = deliveryOfReceipt(found, checked, tx.actor.agencyId);
  if (delivery.receipts.some((kept) => kept.sha256 === sha256)) return delivery;
  if (sender.logId !== undefined) {
    const neighbour = { agencyId: sender.logId, name: sender.name };
    if (treeHead) await keepHeadOf(tx, neighbour, treeHead);
    if (delivery.treeHead) await noteWitness(tx, neighbour, delivery.treeHead, sha256);
  }
  record(tx, {
    type: 'receipt-recorded',
    documentId: delivery.documentId,
    deliveryId: delivery.id,
    code: receipt.code,
    receiptSha256: sha256,
  });
  await judgeAnswerByReceipt(tx, delivery, receipt);
  const receipts = [...delivery.receipts, keptReceipt(checked, tx.now)];
  return tx.change(deliveries, delivery, {
    state: stateBy(delivery.state, receipts),
    recipientVerdict: verdictAfter(delivery.recipientVerdict, receipt.verdict),
    receipts,
  });
}

function keptReceipt({ message, messageSha256, signatureSha256 }: CheckedReceipt, recordedAt: Date): KeptReceipt {
  const { sequence, code, at, verdict, by, reasonCode, reason, arrivalNumber } = message.receipt;
  return {
    ...{ sequence, code, at: new Date(at), recordedAt, verdict, sha256: messageSha256, signatureSha256 },
    ...(by ? { by } : {}),
    ...(reasonCode ? { reasonCode } : {}),
    ...(reason ? { reason } : {}),
    ...(arrivalNumber === null ? {} : { arrivalNumber }),
  };
}
