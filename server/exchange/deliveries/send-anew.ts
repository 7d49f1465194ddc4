import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import { type Delivery, maySendAnew } from './delivery.ts';
import { leaveToSend } from './leave-to-send.ts';

interface SendAnew {
  readonly deliveryId: string;
  /** Why it will be taken now: agreed by telephone, refused by mistake. */
  readonly reason: string;
}

/**
 * Sends a document once more to a recipient who refused it — *gửi lại* – as a delivery of its own, whose message is made anew: to the old one
 * its refusal is the answer for good, whatever is sent (docs/exchange-protocol.md §5: same id, same receipt). The same file goes; what was refused for what stands
 * in it needs another document. Refuses what was not refused, and what somebody has seen to.
 */
export async function sendAnew(tx: Transaction, { deliveryId, reason }: SendAnew): Promise<Delivery> {
  const refused = await tx.load(deliveries, deliveryId);
  if (refused.agencyId !== tx.actor.agencyId) throw notFound();
  if (!maySendAnew(refused)) {
    throw new DomainError('conflict', 'nothing-to-send-anew', 'It was not refused, or somebody has seen to it');
  }
  const { agencyId, documentId, recipient, channel, priority = 0, partner } = refused;
  const anew = tx.insert(deliveries, {
    ...{ agencyId, documentId, recipient, channel, priority, paperCopies: 0 },
    ...(partner ? { partner } : {}),
    ...{ state: 'waiting', createdAt: tx.now, attempts: 0, receipts: [] },
  });
  record(tx, { type: 'delivery-sent-anew', documentId, deliveryId, anewId: anew.id, reason });
  leaveToSend(tx, anew);
  tx.change(deliveries, refused, { sentAnewAs: anew.id, settled: { at: tx.now, by: tx.actor.name, reason } });
  return anew;
}
