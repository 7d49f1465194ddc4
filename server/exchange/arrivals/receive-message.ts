import { keepHeadOf } from '../../audit/heads/witness.ts';
import { record } from '../../audit/record.ts';
import { newId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Envelope } from '../messages/envelope.ts';
import { refusal } from '../messages/message-refusal.ts';
import { arrivals } from '../store.ts';
import type { Arrival } from './arrival.ts';

/** A message whose signature, sender and audience have been checked, with where its exact bytes lie. */
export interface CheckedMessage {
  readonly senderAgencyId: string;
  readonly envelope: Envelope;
  readonly envelopeSha256: string;
  readonly envelopeSignatureSha256: string;
}

/**
 * Takes a message in for the actor’s agency — *văn bản đến qua liên thông*. The same message again gives the same arrival and
 * nothing new (RELIABILITY I6); the same id with other bytes is refused with 409 `message-id-conflict` (I7).
 */
export async function receiveMessage(tx: Transaction, message: CheckedMessage): Promise<Arrival> {
  const { agencyId } = tx.actor;
  const { senderAgencyId, envelope, envelopeSha256, envelopeSignatureSha256 } = message;
  const known = await tx.find(arrivals, { agencyId, senderAgencyId, messageId: envelope.messageId });
  if (known) return sameMessage(known, envelopeSha256);
  const arrival = tx.insert(arrivals, {
    agencyId,
    senderAgencyId,
    senderCode: envelope.sender.code,
    senderName: envelope.sender.name,
    messageId: envelope.messageId,
    envelopeSha256,
    envelopeSignatureSha256,
    envelope,
    files: envelope.files.map((file) => ({ id: newId(), ...file })),
    state: 'arrived',
    arrivedAt: tx.now,
    verdict: 'pending',
  });
  await keepHeadOf(tx, { agencyId: senderAgencyId, name: envelope.sender.name }, envelope.treeHead);
  record(tx, {
    type: 'document-arrived',
    arrivalId: arrival.id,
    messageId: envelope.messageId,
    senderAgencyId,
    envelopeSha256,
  });
  tx.enqueue({ kind: 'verify-arrival', key: arrival.id, payload: { agencyId, arrivalId: arrival.id } });
  return arrival;
}

/** The arrival that came by the same id, if it came by the same bytes. */
export function sameMessage(known: Arrival, envelopeSha256: string): Arrival {
  if (known.envelopeSha256 === envelopeSha256) return known;
  throw refusal('message-id-conflict', 'This message id came before with other bytes');
}
