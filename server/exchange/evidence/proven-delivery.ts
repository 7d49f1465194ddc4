import mongoose from 'mongoose';
import type { AuditEvent } from '../../audit/event.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { signedTransportReceipt } from '../messages/transport-receipt.ts';
import type { Proven, ProvenReceipt } from './proven.ts';
import { signedIn } from './signed-in.ts';

/** What the log says of sending, sealed or not, and of what the recipient answered. */
const telling: readonly AuditEvent['type'][] = [
  ...(['delivery-created', 'delivery-put-in-clear', 'delivery-sent', 'receipt-recorded'] as const),
];

/**
 * What its sender holds of a delivery that was sent electronically: the message, the recipient's transport receipt, each status receipt. Refuses with
 * `nothing-proven` what its recipient does not hold yet, or gets on paper.
 */
export async function provenDelivery(delivery: Delivery): Promise<Proven> {
  const { id, agencyId, envelopeSha256, envelopeSignatureSha256, transportReceipt, sentAt } = delivery;
  if (!envelopeSha256 || !envelopeSignatureSha256 || !sentAt) {
    throw new DomainError(
      'conflict',
      'nothing-proven',
      'The recipient does not hold the message yet: nothing is proven',
    );
  }
  return {
    side: 'sender',
    agencyId,
    message: await signedIn(envelopeSha256, envelopeSignatureSha256),
    ...(transportReceipt ? { transportReceipt: signedTransportReceipt(transportReceipt) } : {}),
    receipts: await Promise.all(delivery.receipts.toSorted((a, b) => a.sequence - b.sequence).map(receiptOf)),
    entries: {
      agencyId,
      documentId: delivery.documentId,
      type: mongoose.trusted({ $in: [...telling] }),
      'event.deliveryId': id,
    },
  };
}

async function receiptOf({
  sequence,
  code,
  sha256,
  signatureSha256,
}: Delivery['receipts'][number]): Promise<ProvenReceipt> {
  return { sequence, code, signed: await signedIn(sha256, signatureSha256) };
}
