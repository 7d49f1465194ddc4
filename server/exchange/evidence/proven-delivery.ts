import mongoose from 'mongoose';
import type { AuditEvent } from '../../audit/event.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { followUpEvents } from '../deliveries/follow-ups/follow-up.ts';
import { signedTransportReceipt } from '../messages/transport-receipt.ts';
import { deliveries, followUps } from '../store.ts';
import { keptSigned } from './kept-signed.ts';
import type { Proven, ProvenFollowUp, ProvenMessage, ProvenReceipt } from './proven.ts';

/** What the log says of sending, sealed or not, of what followed, and of what the recipient answered. */
const telling: readonly AuditEvent['type'][] = [
  ...(['delivery-created', 'delivery-put-in-clear', 'delivery-sent', 'receipt-recorded'] as const),
  ...Object.values(followUpEvents).flatMap(({ begun, sent }) => [begun, sent]),
];

/**
 * What its sender holds of a delivery that was sent electronically: the message, the recipient's transport receipt, each status receipt, and the same of
 * what followed it, and of what it replaces. Refuses with `nothing-proven` what its recipient does not hold yet, or gets on paper.
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
    followUps: [...(await followUpsOf(id)), ...(await replacementOf(delivery))],
    replaced: await replacedBy(delivery),
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

/** The message by which its recipient got another document in the place of this one, and what it acknowledged of that (15). */
async function replacementOf({ id, agencyId, documentId }: Delivery): Promise<ProvenFollowUp[]> {
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  const replacing = document?.state.status === 'recalled' ? document.state.replacedBy?.documentId : undefined;
  if (replacing === undefined) return [];
  const sent = await readAll(deliveries, { agencyId, documentId: replacing, replaces: id }, { sort: { _id: 1 } });
  const proven = sent.map(async ({ receipts, ...one }) => {
    const message = await sentMessage({ ...one, receipts: receipts.filter(({ code }) => code === '15') });
    return message ? [{ kind: 'replace', ...message }] : [];
  });
  return (await Promise.all(proven)).flat();
}

/** The message by which its recipient had got what this one replaces. */
async function replacedBy({ replaces }: Delivery): Promise<ProvenMessage | undefined> {
  const former = replaces === undefined ? undefined : await readOne(deliveries, { _id: replaces });
  return former && (await sentMessage(former));
}

/** What its recipient holds; what the axis carried bears no signature. */
async function sentMessage({
  sentAt,
  envelopeSha256,
  envelopeSignatureSha256,
  ...one
}: Pick<Delivery, 'sentAt' | 'envelopeSha256' | 'envelopeSignatureSha256' | 'transportReceipt' | 'receipts'>): Promise<
  ProvenMessage | undefined
> {
  if (!sentAt || !envelopeSha256 || !envelopeSignatureSha256) return undefined;
  return await messageOf({ ...one, envelopeSha256, envelopeSignatureSha256 });
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
