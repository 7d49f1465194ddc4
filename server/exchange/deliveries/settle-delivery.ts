import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import type { Delivery } from './delivery.ts';
import { isUnsettled } from './delivery-acts.ts';

interface SettleDelivery {
  readonly deliveryId: string;
  /** What was done instead: sent on paper, issued anew with another number, agreed by telephone. */
  readonly reason: string;
}

/**
 * Notes of a delivery that was refused or stands still that it is seen to – *đã xử lý* –, with what was done: it leaves due work and
 * stays what it is, also in every figure. Refuses one that is on its way, arrived, or was settled before.
 */
export async function settleDelivery(tx: Transaction, { deliveryId, reason }: SettleDelivery): Promise<Delivery> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.agencyId !== tx.actor.agencyId) throw notFound();
  if (!isUnsettled(delivery))
    throw new DomainError('conflict', 'nothing-to-settle', 'Nobody has to see to this delivery any more');
  record(tx, { type: 'delivery-settled', documentId: delivery.documentId, deliveryId, reason });
  return tx.change(deliveries, delivery, { settled: { at: tx.now, by: tx.actor.name, reason } });
}
