import { record } from '../../../audit/record.ts';
import { systemActor } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import type { SignedThing } from '../../messages/signed-thing.ts';
import { keptTransportReceipt } from '../../messages/transport-receipt.ts';
import { deliveries } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import { handOver, isExpired, signedAnew } from '../sealed-message.ts';
import { makeEnvelope, neverByWaiting, tieEnvelope } from './make-envelope.ts';

/**
 * Sends a delivery straight to the system of its recipient: makes the envelope once, then hands the same bytes over however often it takes, signed anew when the key that signed them has ended
 * meanwhile, and made anew when they are older than a message lives. Nothing when the document was taken back before anybody had it.
 */
export async function sendStraight(delivery: Delivery): Promise<Pick<Delivery, 'transportReceipt'> | undefined> {
  const sealed = await sealEnvelope(delivery).catch(neverByWaiting);
  const receipt =
    sealed &&
    (await handOver(sealed.delivery, sealed.made).catch(async (error: unknown) => {
      if (!isExpired(error)) throw error;
      const anew = await makeAndTie(sealed.delivery);
      return anew && (await handOver(anew.delivery, anew.made));
    }));
  return receipt && { transportReceipt: keptTransportReceipt(receipt) };
}

/** A delivery with an envelope and a signature that can leave, both tied to it before anything does, and their bytes if they were made just now. */
interface SealedDelivery {
  readonly delivery: Delivery;
  readonly made?: SignedThing;
}

/** Nothing when it was taken back unsent. */
async function sealEnvelope(delivery: Delivery): Promise<SealedDelivery | undefined> {
  return delivery.envelopeSha256 ? { delivery: await signedStill(delivery) } : await makeAndTie(delivery);
}

async function signedStill(delivery: Delivery): Promise<Delivery> {
  const { agencyId, id: deliveryId } = delivery;
  const envelopeSignatureSha256 = await signedAnew(delivery);
  if (envelopeSignatureSha256 === undefined) return delivery;
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const current = await tx.load(deliveries, deliveryId);
    record(tx, { type: 'delivery-signed-anew', documentId: current.documentId, deliveryId });
    return tx.change(deliveries, current, { envelopeSignatureSha256 });
  });
}

/**
 * Makes an envelope and ties it to the delivery before anything leaves the house. A document that was taken back meanwhile does not leave any
 * more: nobody has this envelope. Of one that was corrected meanwhile another is made.
 */
async function makeAndTie(delivery: Delivery): Promise<SealedDelivery | undefined> {
  const made = await makeEnvelope(delivery);
  if (!made) return undefined;
  const tied = await inTransaction(systemActor(delivery.agencyId), (tx) => tieEnvelope(tx, delivery, made));
  if (tied === 'outdated') return await makeAndTie(delivery);
  if (tied === 'ended') return undefined;
  return { delivery: tied, ...(tied.envelopeSha256 === made.envelopeSha256 && { made: made.signed }) };
}
