import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { signatory } from '../messages/signatory.ts';
import { arrivals } from '../store.ts';
import { answerAsking } from './answer-asking.ts';
import type { Arrival, AskedBack } from './arrival.ts';
import { endArrival } from './end-arrival.ts';

/** Agrees that its sender has a document back — *đồng ý lấy lại* (15): it ends here, as what was recalled. Refuses with 409 what nobody asks for back. */
export async function giveBackArrival(tx: Transaction, arrivalId: string): Promise<Arrival> {
  const { arrival, reason, by } = await askedFor(tx, arrivalId);
  record(tx, { type: 'arrival-given-back', arrivalId });
  const answered = await answerAsking(tx, arrival, { code: '15', by: signatory(tx), reason: null });
  return await endArrival(tx, answered, { way: 'given-back', reason, by });
}

interface KeepArrival {
  readonly arrivalId: string;
  readonly reason: string;
}

/** Does not agree that its sender has a document back — *từ chối lấy lại* (16) –, with the reason: it goes on. Refuses as `giveBackArrival`. */
export async function keepArrival(tx: Transaction, { arrivalId, reason }: KeepArrival): Promise<Arrival> {
  const { arrival } = await askedFor(tx, arrivalId);
  record(tx, { type: 'arrival-kept', arrivalId, reason });
  return await answerAsking(tx, arrival, { code: '16', by: signatory(tx), reason });
}

/** An arrival of the actor’s agency that is asked for back, with why and by whom. */
async function askedFor(
  tx: Transaction,
  arrivalId: string,
): Promise<{ readonly arrival: Arrival } & Pick<AskedBack, 'reason' | 'by'>> {
  const arrival = await tx.load(arrivals, arrivalId);
  if (arrival.agencyId !== tx.actor.agencyId) throw notFound();
  const { askedBack } = arrival;
  if (!askedBack?.open) throw new DomainError('conflict', 'not-asked-back', 'Its sender does not ask for it back');
  return { arrival, reason: askedBack.reason, by: askedBack.by };
}
