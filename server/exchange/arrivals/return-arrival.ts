import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { ReturnReason } from '../messages/receipt.ts';
import { signatory } from '../messages/signatory.ts';
import { arrivals } from '../store.ts';
import { announce } from './announce.ts';
import type { Arrival } from './arrival.ts';

/** An arrival of the actor’s agency that nobody has decided on, in the version the clerk saw. */
export async function undecidedArrival(tx: Transaction, arrivalId: string, version: number): Promise<Arrival> {
  const arrival = await tx.load(arrivals, arrivalId);
  if (arrival.agencyId !== tx.actor.agencyId) throw notFound();
  if (arrival.state === 'recalled') {
    throw new DomainError('conflict', 'document-recalled', 'Its sender has taken it back');
  }
  if (arrival.state !== 'arrived') {
    throw new DomainError('conflict', 'already-decided', `${arrival.decidedBy ?? ''}`, {
      extra: {
        state: arrival.state,
        documentId: arrival.documentId,
        arrivalNumber: arrival.arrivalNumber,
        by: arrival.decidedBy,
      },
    });
  }
  if (arrival.askedBack?.open) {
    throw new DomainError('conflict', 'asked-back', 'Its sender asks for it back: answer that first');
  }
  if (arrival.version !== version) {
    throw new DomainError('stale', 'version-changed', 'The arrival has changed since it was shown', {
      extra: { version: arrival.version },
    });
  }
  return arrival;
}

export interface ReturnArrival {
  readonly arrivalId: string;
  readonly version: number;
  readonly reasonCode: ReturnReason;
  readonly reason: string;
}

/** Refuses an arrival with the reason, coded and in words — *từ chối tiếp nhận*, receipt 02 (NĐ 30/2020 Điều 21.2b). */
export async function returnArrival(tx: Transaction, request: ReturnArrival): Promise<Arrival> {
  const { reasonCode, reason } = request;
  const arrival = await undecidedArrival(tx, request.arrivalId, request.version);
  const returned = tx.change(arrivals, arrival, {
    ...{ state: 'returned', returnReasonCode: reasonCode, returnReason: reason },
    ...{ decidedBy: signatory(tx), decidedAt: tx.now },
  });
  record(tx, { type: 'arrival-returned', arrivalId: arrival.id, reasonCode, reason });
  return await announce(tx, returned, { code: '02', at: tx.now, by: signatory(tx), reasonCode, reason });
}
