import mongoose from 'mongoose';
import type { AuditEvent } from '../../audit/event.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Arrival, GivenReceipt } from '../arrivals/arrival.ts';
import { signedTransportReceipt } from '../messages/transport-receipt.ts';
import { givenReceipts, takenMessages } from '../store.ts';
import type { Proven, ProvenReceipt } from './proven.ts';
import { signedIn } from './signed-in.ts';

/** What the log says of taking a message in and of what was decided about it. */
const telling: readonly AuditEvent['type'][] = [
  ...(['document-arrived', 'arrival-verified', 'arrival-registered', 'arrival-returned'] as const),
  'receipt-sent',
];

/**
 * What its recipient holds of an arrival: the message, the transport receipt it was given, each receipt with the sender's answer to it. Refuses
 * with `nothing-proven` what the national document axis brought: nobody signs anything there.
 */
export async function provenArrival(arrival: Arrival): Promise<Proven> {
  const { id: arrivalId, agencyId, senderCode, messageId, envelopeSha256, envelopeSignatureSha256 } = arrival;
  if (!envelopeSignatureSha256) {
    throw new DomainError('conflict', 'nothing-proven', 'It came over the axis, where nobody signs what is sent');
  }
  const taken = await readOne(takenMessages, { agencyId, senderCode, messageId });
  const given = await readAll(givenReceipts, { agencyId, arrivalId }, { sort: { sequence: 1 } });
  return {
    side: 'recipient',
    agencyId,
    message: await signedIn(envelopeSha256, envelopeSignatureSha256),
    ...(taken ? { transportReceipt: signedTransportReceipt(taken.transportReceipt) } : {}),
    receipts: await Promise.all(given.map(receiptOf)),
    entries: { agencyId, arrivalId, type: mongoose.trusted({ $in: [...telling] }) },
  };
}

async function receiptOf({
  sequence = 1,
  code,
  sha256,
  signatureSha256,
  transportReceipt,
}: GivenReceipt): Promise<ProvenReceipt> {
  const signed = await signedIn(sha256, signatureSha256);
  return { sequence, code, signed, ...(transportReceipt ? { held: signedTransportReceipt(transportReceipt) } : {}) };
}
