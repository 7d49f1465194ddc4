import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { arrivals } from '../store.ts';
import { announce } from './announce.ts';
import type { Arrival } from './arrival.ts';

/** Keeps the verdict on an arrival’s signatures with its report, and tells the sender that the document has arrived (01). */
export async function concludeVerification(
  tx: Transaction,
  arrivalId: string,
  verdict: Exclude<Arrival['verdict'], 'pending'>,
  report: string,
): Promise<void> {
  const arrival = await tx.load(arrivals, arrivalId);
  if (arrival.verdict !== 'pending') return;
  const concluded = tx.change(arrivals, arrival, { verdict, report });
  record(tx, { type: 'arrival-verified', arrivalId, verdict });
  await announce(tx, concluded, { code: '01', at: arrival.arrivedAt, by: null, reason: null });
}
