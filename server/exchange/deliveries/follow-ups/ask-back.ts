import { DomainError, notFound } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { signatory } from '../../messages/signatory.ts';
import { deliveries, followUps } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import { mayAskBack } from '../delivery-acts.ts';
import { isInForce } from '../in-force.ts';
import { leaveFollowUp } from './leave-follow-up.ts';

interface AskBack {
  readonly deliveryId: string;
  readonly reason: string;
}

/**
 * Asks one recipient for a document back — *yêu cầu lấy lại* (13) –, with the reason: a person there agrees (15), and it ends there, or does not
 * (16), and may be asked again. Refuses what the recipient does not hold, has refused or is done with (06), what is taken back or replaced anyway, and while an answer is still to come.
 */
export async function askBack(tx: Transaction, { deliveryId, reason }: AskBack): Promise<Delivery> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.agencyId !== tx.actor.agencyId) throw notFound();
  if (!mayAskBack(delivery) || !(await isInForce(tx, delivery))) {
    throw new DomainError(
      'conflict',
      'nothing-to-ask-back',
      'The recipient has nothing to give back, or is asked already',
      {
        extra: { state: delivery.state },
      },
    );
  }
  const earlier = await tx.list(followUps, { agencyId: delivery.agencyId, deliveryId, kind: 'ask-back' });
  await leaveFollowUp(tx, delivery, { kind: 'ask-back', reason, by: signatory(tx), sequence: earlier.length + 1 });
  return tx.change(deliveries, delivery, { askedBack: { open: true } });
}
