import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import type { Delivery } from './delivery.ts';
import { maySendAnew } from './delivery-acts.ts';
import { isInForce } from './in-force.ts';
import { leaveAnew } from './leave-anew.ts';

interface SendAnew {
  readonly deliveryId: string;
  /** Why it will be taken now: agreed by telephone, refused by mistake. */
  readonly reason: string;
}

/**
 * Sends a document once more to a recipient who refused it — *gửi lại* – as a delivery of its own, whose message is made anew: to the old one
 * its refusal is the answer for good, whatever is sent (docs/exchange-protocol.md §5: same id, same receipt). The same file goes; what was refused for what stands
 * in it needs another document. Refuses what was not refused, what somebody has seen to, and a document that was taken back or replaced.
 */
export async function sendAnew(tx: Transaction, { deliveryId, reason }: SendAnew): Promise<Delivery> {
  const refused = await tx.load(deliveries, deliveryId);
  if (refused.agencyId !== tx.actor.agencyId) throw notFound();
  if (!maySendAnew(refused) || !(await isInForce(tx, refused))) {
    throw new DomainError('conflict', 'nothing-to-send-anew', 'It was not refused, or somebody has seen to it');
  }
  return leaveAnew(tx, refused, reason);
}
