import { systemActor } from '../../../platform/actor.ts';
import { inTransaction, type Transaction } from '../../../platform/ledger/transaction.ts';
import { doorHere } from '../../carriage/send-message.ts';
import { enclosedFiles } from '../../messages/confidential-message.ts';
import { readMessage } from '../../messages/message.ts';
import { keptTransportReceipt } from '../../messages/transport-receipt.ts';
import type { Delivery } from '../delivery.ts';
import { makeEnvelope, neverByWaiting, tieEnvelope } from './make-envelope.ts';

/** What an act keeps of a delivery that was handed over. */
export type KeepHanded = (tx: Transaction, handed: Pick<Delivery, 'transportReceipt'>) => Promise<void>;

/**
 * Sends a delivery for the first time to a recipient that is hosted here too: that its envelope is tied to it, is taken in and was sent is one act.
 * Of one that is refused the envelope is kept, as of any other. False where it goes step by step: to others, again, or taken back or
 * corrected meanwhile.
 */
export async function sendNextDoor(delivery: Delivery, keep: KeepHanded): Promise<boolean> {
  if (delivery.envelopeSha256) return false;
  const door = await doorHere(delivery.recipient.code ?? '');
  const made = door && (await makeEnvelope(delivery).catch(neverByWaiting));
  if (!door || !made) return false;
  const actor = systemActor(delivery.agencyId);
  const carried = { ...made.signed, files: enclosedFiles(readMessage(made.signed.content)) };
  try {
    return await door(carried, (take) =>
      inTransaction(actor, async (tx) => {
        const tied = await tieEnvelope(tx, delivery, made);
        if (typeof tied === 'string' || tied.envelopeSha256 !== made.envelopeSha256) return false;
        await keep(tx, { transportReceipt: keptTransportReceipt(await take(tx)) });
        return true;
      }),
    );
  } catch (error) {
    await inTransaction(actor, (tx) => tieEnvelope(tx, delivery, made));
    throw error;
  }
}
