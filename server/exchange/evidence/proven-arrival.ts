import mongoose from 'mongoose';
import type { AuditEvent } from '../../audit/event.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Arrival, GivenReceipt } from '../arrivals/arrival.ts';
import { signedTransportReceipt } from '../messages/transport-receipt.ts';
import { arrivals, givenReceipts, notices, takenMessages } from '../store.ts';
import { keptSigned } from './kept-signed.ts';
import type { Proven, ProvenFollowUp, ProvenMessage, ProvenReceipt } from './proven.ts';

/** What the log says of taking a message in and of what was decided about it. */
const telling: readonly AuditEvent['type'][] = [
  ...(['document-arrived', 'arrival-verified', 'arrival-registered', 'arrival-returned'] as const),
  ...(['receipt-sent', 'arrival-recalled', 'arrival-asked-back', 'arrival-given-back', 'arrival-kept'] as const),
  'arrival-updated',
];

/**
 * What its recipient holds of an arrival: the message, the transport receipt it was given, each receipt with the sender's answer to it, and the same of
 * what its sender said later. Refuses
 * with `nothing-proven` what the national document axis brought: nobody signs anything there.
 */
export async function provenArrival(arrival: Arrival): Promise<Proven> {
  const { id: arrivalId, agencyId, senderCode, messageId, envelopeSha256, envelopeSignatureSha256 } = arrival;
  if (!envelopeSignatureSha256) {
    throw new DomainError('conflict', 'nothing-proven', 'It came over the axis, where nobody signs what is sent');
  }
  return {
    ...{ side: 'recipient', agencyId },
    ...(await messageOf({ id: arrivalId, agencyId, senderCode, messageId, envelopeSha256, envelopeSignatureSha256 })),
    followUps: await followUpsOf(arrival),
    replaced: await replacedBy(arrival),
    entries: { agencyId, arrivalId, type: mongoose.trusted({ $in: [...telling] }) },
  };
}

interface Taken extends Pick<Arrival, 'id' | 'agencyId' | 'senderCode' | 'messageId' | 'envelopeSha256'> {
  readonly envelopeSignatureSha256: string;
}

/** A message that brought a document, the transport receipt it was given, and each receipt for it. */
async function messageOf({ id: arrivalId, agencyId, senderCode, messageId, ...signed }: Taken): Promise<ProvenMessage> {
  const taken = await readOne(takenMessages, { agencyId, senderCode, messageId });
  const given = await readAll(givenReceipts, { agencyId, arrivalId }, { sort: { sequence: 1 } });
  return {
    message: await keptSigned(signed.envelopeSha256, signed.envelopeSignatureSha256),
    ...(taken ? { transportReceipt: signedTransportReceipt(taken.transportReceipt) } : {}),
    receipts: await Promise.all(given.map(receiptOf)),
  };
}

/** The message in whose place this one stands. */
async function replacedBy({ replaces }: Arrival): Promise<ProvenMessage | undefined> {
  const former = replaces === undefined ? undefined : await readOne(arrivals, { _id: replaces });
  const { envelopeSignatureSha256 } = former ?? {};
  return former && envelopeSignatureSha256 ? await messageOf({ ...former, envelopeSignatureSha256 }) : undefined;
}

/** What its sender said later by signed messages of its own. */
async function followUpsOf({ id: arrivalId, agencyId, replacedBy: byArrival }: Arrival): Promise<ProvenFollowUp[]> {
  const all = await readAll(notices, { agencyId, arrivalId }, { sort: { _id: 1 } });
  const proven = await Promise.all(
    all.map(async ({ id: noticeId, kind, senderCode, messageId }): Promise<ProvenFollowUp[]> => {
      const taken = await readOne(takenMessages, { agencyId, senderCode, messageId });
      if (!taken) return []; // the axis told it, where nobody signs
      const { envelopeSha256, envelopeSignatureSha256, transportReceipt } = taken;
      // That it was replaced is acknowledged among the receipts for what replaced it.
      const about = kind === 'replace' ? ({ arrivalId: byArrival ?? '', code: '15' } as const) : { noticeId };
      const given = await readAll(givenReceipts, { agencyId, ...about });
      return [
        {
          kind,
          message: await keptSigned(envelopeSha256, envelopeSignatureSha256),
          transportReceipt: signedTransportReceipt(transportReceipt),
          receipts: await Promise.all(given.map(receiptOf)),
        },
      ];
    }),
  );
  return proven.flat();
}

async function receiptOf({
  sequence = 1,
  code,
  sha256,
  signatureSha256,
  transportReceipt,
}: GivenReceipt): Promise<ProvenReceipt> {
  const signed = await keptSigned(sha256, signatureSha256);
  return { sequence, code, signed, ...(transportReceipt ? { held: signedTransportReceipt(transportReceipt) } : {}) };
}
