import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { deliveries, followUps } from '../../store.ts';

interface NotTaken {
  readonly followUpId: string;
  /** The refusal that its recipient would give. */
  readonly reason: string;
}

/**
 * Notes that a recipient cannot be told what follows its document, since its system takes no such message: somebody tells it in another way, and
 * notes at the delivery that it was done.
 */
export async function noteNotTaken(tx: Transaction, { followUpId, reason }: NotTaken): Promise<void> {
  const followUp = await tx.load(followUps, followUpId);
  const { documentId, deliveryId, kind } = followUp;
  record(tx, { type: 'work-given-up', work: 'send-follow-up', reason, documentId });
  tx.change(followUps, followUp, { state: 'not-taken', lastError: reason });
  const delivery = await tx.load(deliveries, deliveryId);
  const isAskedNoMore = kind === 'ask-back' ? { askedBack: undefined } : {};
  tx.change(deliveries, delivery, { untold: reason, settled: undefined, ...isAskedNoMore });
}
