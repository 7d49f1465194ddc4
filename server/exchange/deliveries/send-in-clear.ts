import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import { type Delivery, mayGoInClear } from './delivery.ts';
import { leaveToSend } from './leave-to-send.ts';

interface SendInClear {
  readonly deliveryId: string;
  /** Why it need not wait until it can be sealed again. */
  readonly reason: string;
}

/**
 * Lets one delivery go without being sealed for its recipient – *gửi không niêm kín* –, for whom the directory names no key any more
 * (docs/exchange-protocol.md, section 10): the same message, and what follows it, still by HTTPS; sealed all the same should there be a key again by then.
 * Refuses what does not stand still for that.
 */
export async function sendInClear(tx: Transaction, { deliveryId, reason }: SendInClear): Promise<Delivery> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.agencyId !== tx.actor.agencyId) throw notFound();
  if (!mayGoInClear(delivery)) {
    throw new DomainError(
      'conflict',
      'nothing-in-clear',
      'It can be sealed, has left, or stands still for something else',
    );
  }
  record(tx, { type: 'delivery-put-in-clear', documentId: delivery.documentId, deliveryId, reason });
  leaveToSend(tx, delivery, { again: true });
  return tx.change(deliveries, delivery, {
    ...{ state: 'retrying', settled: undefined, expired: undefined },
    inClear: { at: tx.now, by: tx.actor.name, reason },
  });
}
