import { record } from '../../../audit/record.ts';
import { systemActor } from '../../../platform/actor.ts';
import { files } from '../../../platform/files/files.ts';
import { inTransaction, type Transaction } from '../../../platform/ledger/transaction.ts';
import { enclosedFiles } from '../../messages/confidential-message.ts';
import type { SignedThing } from '../../messages/signed-thing.ts';
import { keptTransportReceipt } from '../../messages/transport-receipt.ts';
import { deliveries } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import { handOver, isExpired, signedAnew } from '../sealed-message.ts';
import { type FoundMessage, foundThere } from './found-there.ts';
import { makeEnvelope, neverByWaiting, tieEnvelope } from './make-envelope.ts';

/**
 * Sends a delivery straight to the system of its recipient: makes the envelope once, then hands the same bytes over however often it takes, signed anew when the key that signed them has ended
 * meanwhile, and made anew when they are older than a message lives; where the recipient has got others before acts were lost here, those. Nothing when the document was taken back before anybody had it.
 */
export async function sendStraight(delivery: Delivery): Promise<Pick<Delivery, 'transportReceipt'> | undefined> {
  const sealed = await sealEnvelope(delivery).catch(neverByWaiting);
  const receipt =
    sealed &&
    (await handOver(sealed.delivery, sealed.made).catch(async (error: unknown) => {
      const other = isExpired(error) ? await makeAndTie(sealed.delivery) : await sentBefore(sealed.delivery, error);
      return other && (await handOver(other.delivery, other.made));
    }));
  return receipt && { transportReceipt: keptTransportReceipt(receipt) };
}

/** A delivery with an envelope and a signature that can leave, both tied to it before anything does, and their bytes if they were made just now. */
interface SealedDelivery {
  readonly delivery: Delivery;
  readonly made?: SignedThing;
}

/**
 * The message that the recipient has got before acts were lost here, in the place of the one that it refuses for it; another one where a file of that was lost
 * too: the document was sealed anew. Throws the refusal where there is none.
 */
async function sentBefore(delivery: Delivery, error: unknown): Promise<SealedDelivery | undefined> {
  const found = await foundThere(delivery, error);
  if (!found) throw error;
  for (const { sha256 } of enclosedFiles(found.message))
    if (!(await files().has(sha256))) return await makeAndTie(delivery);
  return { delivery: await inTransaction(systemActor(delivery.agencyId), (tx) => keepFound(tx, delivery, found)) };
}

async function keepFound(tx: Transaction, { id, envelopeSha256 }: Delivery, { kept }: FoundMessage): Promise<Delivery> {
  const current = await tx.load(deliveries, id);
  if (current.envelopeSha256 !== envelopeSha256) return current;
  const { agencyId, documentId, corrections } = current;
  record(tx, { type: 'delivery-found-there', documentId, deliveryId: id });
  if (corrections === undefined) return tx.change(deliveries, current, kept);
  // It may say none of them: they are told once more.
  tx.enqueue({
    kind: 'document-corrected',
    key: `${documentId}/${id}`,
    payload: { agencyId, documentId },
    again: true,
  });
  return tx.change(deliveries, current, { ...kept, corrections: 0 });
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
