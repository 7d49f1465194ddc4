import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { recallHandling } from '../../routing/recall-handling.ts';
import { arrivals } from '../store.ts';
import { answerNotice } from './answer-notice.ts';
import type { Arrival } from './arrival.ts';
import type { Notice } from './notice.ts';

/**
 * A document is taken back by its sender — *thu hồi* (NĐ 30/2020 Điều 18.4): nobody registers or returns it any more, and where it is
 * registered its handling ends. Nobody here is asked; the sender is told that it took effect (15).
 */
export async function recallArrival(tx: Transaction, arrival: Arrival, notice: Notice): Promise<void> {
  if (!arrival.recalled) {
    const { reason, by } = notice;
    tx.change(arrivals, arrival, {
      recalled: { at: tx.now, reason, by },
      ...(arrival.state === 'arrived' ? { state: 'recalled' } : {}),
    });
    record(tx, { type: 'arrival-recalled', arrivalId: arrival.id, reason });
    if (arrival.documentId !== undefined) await recallHandling(tx, arrival.documentId, { reason, by });
  }
  await answerNotice(tx, notice, {
    code: '15',
    verdict: arrival.verdict,
    arrivalNumber: arrival.arrivalNumber ?? null,
  });
}
