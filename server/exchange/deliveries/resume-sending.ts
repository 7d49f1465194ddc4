import mongoose from 'mongoose';
import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { jobs } from '../../platform/ledger/jobs.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import { isMendedBySending } from './delivery-acts.ts';
import { leaveToSend } from './leave-to-send.ts';

const { trusted } = mongoose;

/**
 * Goes on with everything that an agency could not send or answer, now that it has a system key again or an administrator has it sent: each
 * delivery, what follows it, and each receipt once, by the job it has already; not with what somebody has seen to otherwise, nor what would be refused again.
 */
export async function resumeSending({ agencyId }: { agencyId: string }): Promise<void> {
  const waiting = trusted({ $in: ['stuck', 'retrying'] });
  const unsent = { agencyId, channel: 'electronic', state: waiting, settled: null };
  for (const { id } of await readAll(deliveries, unsent)) {
    await inTransaction(systemActor(agencyId), async (tx) => {
      const delivery = await tx.load(deliveries, id);
      if (delivery.sentAt || delivery.settled || !isMendedBySending(delivery)) return;
      leaveToSend(tx, delivery, { again: true });
      tx.change(deliveries, delivery, { state: 'retrying', expired: undefined });
    });
  }
  const idle = trusted({ $in: ['waiting', 'dead'] });
  const unanswered = {
    kind: trusted({ $in: ['send-receipt', 'send-status', 'send-follow-up'] }),
    state: idle,
    'payload.agencyId': agencyId,
  };
  for (const { kind, key, payload, partner, urgency = 0 } of await readAll(jobs, unanswered)) {
    if (key === undefined) continue;
    const work = { kind, key, payload, urgency, ...(partner === undefined ? {} : { partner }) };
    await inTransaction(systemActor(agencyId), async (tx) => tx.enqueue({ ...work, again: true }));
  }
}
