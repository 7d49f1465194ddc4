import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { Receipt } from '../../messages/receipt.ts';
import { deliveries } from '../../store.ts';
import { isEnded, isStillSent } from '../delivery.ts';
import { judgeAnswerByReceipt } from '../judge-answer-by-receipt.ts';
import { leaveToSend } from '../leave-to-send.ts';
import { type FollowUp, isAnswered } from './follow-up.ts';

interface Answer extends Pick<Receipt, 'code' | 'reason'> {
  /** Where the message stands by this answer. */
  readonly state: FollowUp['state'];
}

/** What the first answer to a message that followed a document, as that stood before, means for the delivery of the document. */
export async function hearAnswer(tx: Transaction, before: FollowUp, { state, code, reason }: Answer): Promise<void> {
  if (before.kind === 'update' || isAnswered(before.state) || !isAnswered(state)) return;
  const delivery = await tx.load(deliveries, before.deliveryId);
  if (before.kind === 'revoke') {
    const ended = tx.change(deliveries, delivery, { state: 'recalled', askedBack: undefined });
    // It has what it gives up: its receipt of that is still to be had, by the same message.
    if (code === '15' && isStillSent(ended)) leaveToSend(tx, ended, { again: true });
  } else if (isEnded(delivery)) return;
  else if (code === '15') {
    await judgeAnswerByReceipt(tx, delivery, { code: '02', reason: 'Đã lấy lại' });
    tx.change(deliveries, delivery, { state: 'taken-back', askedBack: undefined });
  } else tx.change(deliveries, delivery, { askedBack: { open: false, declined: reason ?? '' }, settled: undefined });
}
