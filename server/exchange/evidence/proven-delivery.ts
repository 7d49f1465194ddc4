import mongoose from 'mongoose';
import type { AuditEvent } from '../../audit/event.ts';
import { readAll } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { followUpEvents } from '../deliveries/follow-ups/follow-up.ts';
import { signedTransportReceipt } from '../messages/transport-receipt.ts';
import { followUps } from '../store.ts';
import { keptSigned } from './kept-signed.ts';
import type { Proven, ProvenFollowUp, ProvenMessage, ProvenReceipt } from './proven.ts';

/** What the log says of sending, sealed or not, of what followed, and of what the recipient answered. */
const telling: readonly AuditEvent['type'][] = [
  ...(['delivery-created', 'delivery-put-in-clear', 'delivery-sent', 'receipt-recorded'] as const),
  ...Object.values(followUpEvents).flatMap(({ begun, sent }) => [begun, sent]),
];

/**
 * What its sender holds of a delivery that was sent electronically: the message, the recipient's transport receipt, each status receipt, and the same of
 * what followed it. Refuses with `nothing-proven` what its recipient does not hold yet, or gets on paper.
 */
export async function provenDelivery(delivery: Delivery): Promise<Proven> {
  const { id, agencyId, envelopeSha256, envelopeSignatureSha256, transportReceipt, receipts, sentAt } = delivery;
  if (!envelopeSha256 || !envelopeSignatureSha256 || !sentAt) {
    throw new DomainError(
      'conflict',
      'nothing-proven',
      'The recipient does not hold the message yet: nothing is proven',
    );
  }
  return {
    ...{ side: 'sender', agencyId },
    ...(await messageOf({ envelopeSha256, envelopeSignatureSha256, transportReceipt, receipts })),
    followUps: await followUpsOf(id),
    entries: {
      agencyId,
      documentId: delivery.documentId,
      type: mongoose.trusted({ $in: [...telling] }),
      'event.deliveryId': id,
    },
  };
}

/** What followed it and is held by its recipient; what the axis carried bears no signature. */
async function followUpsOf(deliveryId: string): Promise<ProvenFollowUp[]> {
  const all = await readAll(followUps, { deliveryId }, { sort: { createdAt: 1 } });
  const sent = all.flatMap(({ kind, sentAt, envelopeSha256, envelopeSignatureSha256, ...one }) =>
    sentAt && envelopeSha256 && envelopeSignatureSha256 && !one.overAxis
      ? [{ ...one, kind, envelopeSha256, envelopeSignatureSha256 }]
      : [],
  );
  return await Promise.all(sent.map(async ({ kind, ...one }) => ({ kind, ...(await messageOf(one)) })));
}

interface Sent extends Pick<Delivery, 'receipts'> {
  readonly transportReceipt?: Delivery['transportReceipt'] | undefined;
  readonly envelopeSha256: string;
  readonly envelopeSignatureSha256: string;
}

async function messageOf(sent: Sent): Promise<ProvenMessage> {
  const { envelopeSha256, envelopeSignatureSha256, transportReceipt, receipts } = sent;
  return {
    message: await keptSigned(envelopeSha256, envelopeSignatureSha256),
    ...(transportReceipt ? { transportReceipt: signedTransportReceipt(transportReceipt) } : {}),
    receipts: await Promise.all(receipts.toSorted((a, b) => a.sequence - b.sequence).map(receiptOf)),
  };
}

async function receiptOf({
  sequence,
  code,
  sha256,
  signatureSha256,
}: Delivery['receipts'][number]): Promise<ProvenReceipt> {
  return { sequence, code, signed: await keptSigned(sha256, signatureSha256) };
}
