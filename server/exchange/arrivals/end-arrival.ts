import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { RecallBySender } from '../../registry/incoming/recall-incoming.ts';
import { recallHandling } from '../../routing/recall-handling.ts';
import { arrivals } from '../store.ts';
import { answerAsking } from './answer-asking.ts';
import type { Arrival } from './arrival.ts';

/**
 * Ends a document that its sender has back — *thu hồi* (NĐ 30/2020 Điều 18.4), *lấy lại* –: nobody registers or returns it any more, and where it
 * is registered its handling ends. Whoever asked for it back has it. What is over stays as it ended.
 */
export async function endArrival(
  tx: Transaction,
  arrival: Arrival,
  { way, reason, by }: Omit<RecallBySender, 'toTell'>,
): Promise<Arrival> {
  if (arrival.recalled) return arrival;
  const ended = tx.change(arrivals, arrival, {
    recalled: { way, at: tx.now, reason, by },
    ...(arrival.state === 'arrived' ? { state: 'recalled' } : {}),
  });
  record(tx, { type: 'arrival-recalled', arrivalId: arrival.id, reason });
  if (arrival.documentId !== undefined) await recallHandling(tx, arrival.documentId, { way, reason, by });
  return await answerAsking(tx, ended, { code: '15', by: null, reason: null });
}
