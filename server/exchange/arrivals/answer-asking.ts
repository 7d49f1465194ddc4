import type { Transaction } from '../../platform/ledger/transaction.ts';
import { arrivals, notices } from '../store.ts';
import type { Arrival, AskedBack } from './arrival.ts';
import { answerNotice } from './notices/answer-notice.ts';

/** Answers a sender that asks for a document back, if it does: here it ends (15), or goes on (16). */
export async function answerAsking(
  tx: Transaction,
  arrival: Arrival,
  answer: Omit<NonNullable<AskedBack['answer']>, 'at'>,
): Promise<Arrival> {
  const { askedBack, verdict, arrivalNumber = null } = arrival;
  if (!askedBack?.open) return arrival;
  const { code, by, reason } = answer;
  const about = { agencyId: arrival.agencyId, arrivalId: arrival.id };
  for (const notice of await tx.list(notices, { ...about, state: 'asked' })) {
    const answered = tx.change(notices, notice, { state: code === '15' ? 'applied' : 'declined' });
    await answerNotice(tx, answered, { code, by, reason, verdict, arrivalNumber });
  }
  return tx.change(arrivals, arrival, { askedBack: { ...askedBack, open: false, answer: { ...answer, at: tx.now } } });
}
