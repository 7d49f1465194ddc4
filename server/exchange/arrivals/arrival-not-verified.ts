import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { arrivals } from '../store.ts';
import { announce } from './announce.ts';

/** Says on an arrival that its signatures could not be verified – *chưa rõ* –, so that its clerk can decide and its sender hears of it (01). */
export async function arrivalNotVerified(
  tx: Transaction,
  { arrivalId, reason }: { readonly arrivalId: string; readonly reason: string },
): Promise<void> {
  const arrival = await tx.load(arrivals, arrivalId);
  if (arrival.verdict !== 'pending') return;
  const concluded = tx.change(arrivals, arrival, { verdict: 'unclear' });
  record(tx, { type: 'arrival-not-verified', arrivalId, reason });
  await announce(tx, concluded, { code: '01', at: arrival.arrivedAt, by: null, reason: null });
}
