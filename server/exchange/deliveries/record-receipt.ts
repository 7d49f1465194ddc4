import { noteWitness } from '../../audit/heads/witness.ts';
import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { keepHeadOfSender } from '../directory/keep-head-of-sender.ts';
import { deliveries, followUps } from '../store.ts';
import { type Delivery, type KeptReceipt, stateBy, verdictAfter } from './delivery.ts';
import { endReplaced } from './follow-ups/end-replaced.ts';
import { type FollowUp, stateAfter } from './follow-ups/follow-up.ts';
import { hearAnswer } from './follow-ups/hear-answer.ts';
import { judgeAnswerByReceipt } from './judge-answer-by-receipt.ts';
import { type CheckedReceipt, sentOfReceipt } from './sent-of-receipt.ts';

/**
 * Keeps a signed receipt with the message it speaks of. The same receipt again changes nothing; what `sentOfReceipt` refuses is not
 * kept (docs/exchange-protocol.md, section 8).
 */
export async function recordReceipt(tx: Transaction, checked: CheckedReceipt): Promise<void> {
  const { messageId } = checked.message.receipt.of;
  const followUp = await tx.find(followUps, { messageId });
  if (followUp) return await recordAboutFollowUp(tx, followUp, checked);
  await recordAboutDelivery(tx, await tx.find(deliveries, { messageId }), checked);
}

async function recordAboutDelivery(
  tx: Transaction,
  found: Delivery | undefined,
  checked: CheckedReceipt,
): Promise<void> {
  const delivery = await sentOfReceipt(found, checked, { agencyId: tx.actor.agencyId, at: tx.now });
  if (isKept(delivery, checked)) return;
  const { receipt } = checked.message;
  await noteReceipt(tx, { ...delivery, deliveryId: delivery.id }, checked);
  await judgeAnswerByReceipt(tx, delivery, receipt);
  const receipts = [...delivery.receipts, keptReceipt(checked, tx.now)];
  tx.change(deliveries, delivery, {
    state: stateBy(delivery.state, receipts),
    recipientVerdict: verdictAfter(delivery.recipientVerdict, receipt.verdict),
    receipts,
  });
  if (receipt.code === '15') await endReplaced(tx, delivery);
}

/** What the recipient says of a message that followed the document; its first answer counts. */
async function recordAboutFollowUp(tx: Transaction, found: FollowUp, checked: CheckedReceipt): Promise<void> {
  const followUp = await sentOfReceipt(found, checked, { agencyId: tx.actor.agencyId, at: tx.now });
  if (isKept(followUp, checked)) return;
  await noteReceipt(tx, followUp, checked);
  const { receipt } = checked.message;
  const state = stateAfter(followUp.state, receipt.code);
  tx.change(followUps, followUp, { state, receipts: [...followUp.receipts, keptReceipt(checked, tx.now)] });
  await hearAnswer(tx, followUp, { ...receipt, state });
}

type About = Pick<FollowUp, 'documentId' | 'deliveryId' | 'treeHead'>;

async function noteReceipt(tx: Transaction, { documentId, deliveryId, treeHead }: About, checked: CheckedReceipt) {
  const { message, messageSha256: receiptSha256, sender } = checked;
  if (message.treeHead) await keepHeadOfSender(tx, sender, message.treeHead);
  if (treeHead && sender.log) {
    await noteWitness(tx, { agencyId: sender.log.id, name: sender.name }, treeHead, receiptSha256);
  }
  record(tx, { type: 'receipt-recorded', documentId, deliveryId, code: message.receipt.code, receiptSha256 });
}

function isKept({ receipts }: Pick<Delivery, 'receipts'>, { messageSha256 }: CheckedReceipt): boolean {
  return receipts.some((kept) => kept.sha256 === messageSha256);
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
