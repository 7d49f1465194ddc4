import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { wakeLine } from '../carriage/wake-line.ts';
import { deliveries } from '../store.ts';
import type { Delivery } from './delivery.ts';
import { isMendedBySending, mayRetry } from './delivery-acts.ts';
import { demandInForce } from './in-force.ts';
import { leaveToSend } from './leave-to-send.ts';

/**
 * Sends a stuck delivery again – the same envelope, byte for byte –, also to a partner of whom nobody asks anything while it is silent. Refuses one
 * that is on its way or arrived, one whose document itself is refused: sending does not mend that, and one whose document was taken back or replaced.
 */
export async function retryDelivery(tx: Transaction, deliveryId: string): Promise<Delivery> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.agencyId !== tx.actor.agencyId) throw notFound();
  if (!isMendedBySending(delivery)) {
    throw new DomainError('conflict', 'not-mended-by-sending', `The document itself is refused: ${delivery.lastError}`);
  }
  if (!mayRetry(delivery)) throw new DomainError('conflict', 'not-stuck', 'This delivery is on its way or has arrived');
  await demandInForce(tx, delivery);
  record(tx, { type: 'delivery-retried', documentId: delivery.documentId, deliveryId });
  leaveToSend(tx, delivery, { again: true });
  if (delivery.partner !== undefined) await wakeLine(tx, delivery.partner);
  return tx.change(deliveries, delivery, { state: 'retrying', settled: undefined, expired: undefined });
}
