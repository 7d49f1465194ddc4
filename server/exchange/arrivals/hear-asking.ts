import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { arrivals, notices } from '../store.ts';
import { answerAsking } from './answer-asking.ts';
import type { Arrival } from './arrival.ts';
import type { Notice } from './notices/notice.ts';

/**
 * Hears that a sender asks for a document back — *yêu cầu lấy lại* (13): a person answers, until then nobody registers or returns it. Nobody is
 * asked where there is one answer: the sender has it back or was told that it is refused (15), or that it is done (16).
 */
export async function hearAsking(tx: Transaction, arrival: Arrival, notice: Notice): Promise<Arrival> {
  const { reason, by } = notice;
  tx.change(notices, notice, { state: 'asked', arrivalId: arrival.id });
  record(tx, { type: 'arrival-asked-back', arrivalId: arrival.id, reason });
  const asked = tx.change(arrivals, arrival, { askedBack: { open: true, at: tx.now, reason, by } });
  if (arrival.recalled || arrival.state === 'returned') {
    return await answerAsking(tx, asked, { code: '15', by: null, reason: null });
  }
  if (arrival.told !== '06') return asked;
  return await answerAsking(tx, asked, { code: '16', by: null, reason: 'Văn bản đã xử lý xong (06)' });
}
