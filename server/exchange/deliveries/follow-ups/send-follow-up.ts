import { record } from '../../../audit/record.ts';
import { systemActor } from '../../../platform/actor.ts';
import { readOne } from '../../../platform/database/store.ts';
import { reasonOf } from '../../../platform/jobs/job-kind.ts';
import { inTransaction, type Transaction } from '../../../platform/ledger/transaction.ts';
import { deliveries, followUps } from '../../store.ts';
import { type Handed, handOverFollowUp } from '../ways.ts';
import { followUpEvents, isUnsent } from './follow-up.ts';

/**
 * Sends what follows a document by the way that had taken that (`ways.ts`). The last failure is kept where the sender sees it, and is thrown on,
 * so that the worker tries again.
 */
export async function sendFollowUp({ agencyId, followUpId }: { agencyId: string; followUpId: string }): Promise<void> {
  const followUp = await readOne(followUps, { _id: followUpId, agencyId });
  if (!followUp || followUp.sentAt) return;
  try {
    const handed = await handOverFollowUp(followUp);
    await inTransaction(systemActor(agencyId), (tx) => markSent(tx, followUpId, handed));
  } catch (error) {
    const lastError = reasonOf(error);
    await inTransaction(systemActor(agencyId), async (tx) => {
      tx.change(followUps, await tx.load(followUps, followUpId), { lastError });
    });
    throw error;
  }
}

async function markSent(tx: Transaction, followUpId: string, handed: Handed): Promise<void> {
  const current = await tx.load(followUps, followUpId);
  if (current.sentAt) return;
  const { documentId, deliveryId, state, kind } = current;
  record(tx, { type: followUpEvents[kind].sent, documentId, deliveryId });
  tx.change(followUps, current, {
    ...{ sentAt: tx.now, ...handed, lastError: undefined },
    state: isUnsent(state) ? 'sent' : state,
  });
  if (state === 'not-taken') tx.change(deliveries, await tx.load(deliveries, deliveryId), { untold: undefined });
}
