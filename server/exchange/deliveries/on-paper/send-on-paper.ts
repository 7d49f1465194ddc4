import { record } from '../../../audit/record.ts';
import { DomainError, notFound } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { deliveries } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import { mayGoOnPaper } from '../delivery-acts.ts';
import { isInForce } from '../in-force.ts';

interface SendOnPaper {
  readonly deliveryId: string;
  /** Why the electronic way is given up. */
  readonly reason: string;
}

/**
 * Gives up the electronic way of one delivery: the recipient gets the document on paper — *gửi bản giấy* —, with the reason, and it counts
 * so in every figure. What an attempt that runs this moment still brings about is kept with it. Refuses what the recipient holds, and a document that
 * was taken back or replaced.
 */
export async function sendOnPaper(tx: Transaction, { deliveryId, reason }: SendOnPaper): Promise<Delivery> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.agencyId !== tx.actor.agencyId) throw notFound();
  if (!mayGoOnPaper(delivery) || !(await isInForce(tx, delivery)))
    throw new DomainError('conflict', 'not-for-paper', 'The recipient holds this document, or it is on its way');
  record(tx, { type: 'delivery-put-on-paper', documentId: delivery.documentId, deliveryId, reason });
  return tx.change(deliveries, delivery, {
    ...{ state: 'paper', channel: 'paper', paperReason: reason },
    paperCopies: Math.max(delivery.paperCopies, 1),
    settled: undefined,
  });
}
