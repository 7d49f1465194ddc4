import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import type { Addressee } from '../recipients/addressees.ts';
import { deliveries } from '../store.ts';
import { createDelivery, keyOf } from './create-deliveries.ts';
import type { Delivery } from './delivery.ts';
import { mayReaddress } from './delivery-acts.ts';

interface ReaddressDelivery {
  readonly deliveryId: string;
  /** Who gets the document in its place, as the directory knows them. */
  readonly addressee: Addressee;
  /** Why: merged into it, sent to the wrong one, agreed by telephone. */
  readonly reason: string;
}

/**
 * Sends a document that did not arrive, or was refused, to another recipient — *đổi nơi nhận* –, by a delivery of its own, which counts in
 * the place of the first one; the name on the document stays with it. What an attempt that runs this moment still brings about is kept with the
 * first one. Refuses what the first recipient holds, whoever has the document already, and one that is taken back.
 */
export async function readdressDelivery(
  tx: Transaction,
  { deliveryId, addressee, reason }: ReaddressDelivery,
): Promise<Delivery> {
  const first = await tx.load(deliveries, deliveryId);
  const { agencyId, documentId, recipient } = first;
  if (agencyId !== tx.actor.agencyId) throw notFound();
  const document = await tx.load(outgoingDocuments, documentId);
  if (document.state.status !== 'issued' || !mayReaddress(first)) {
    throw new DomainError('conflict', 'not-to-readdress', 'The recipient holds it, or somebody has seen to it');
  }
  if (addressee.agencyId === agencyId) throw badCode('recipient-is-sender', 'is that of the agency itself');
  const others = await tx.list(deliveries, { agencyId, documentId });
  if (others.some((other) => keyOf(other.recipient) === keyOf(addressee))) {
    throw badCode('recipient-repeated', 'is that of one who has a delivery of this document');
  }
  const insteadOf = recipient.insteadOf ?? recipient.name;
  const anew = await createDelivery(tx, document, {
    ...{ ...addressee, insteadOf },
    ...(first.added && { added: first.added }),
    ...(addressee.electronic ? {} : { paperReason: reason }),
  });
  record(tx, { type: 'delivery-readdressed', documentId, deliveryId, anewId: anew.id, reason });
  tx.change(deliveries, first, {
    ...{ state: 'readdressed', sentAnewAs: anew.id, readdressedTo: anew.recipient.name },
    settled: { at: tx.now, by: tx.actor.name, reason },
  });
  return anew;
}

function badCode(code: string, detail: string): DomainError {
  return new DomainError('invalid', code, `The code ${detail}`, {
    fields: [{ pointer: '/body/code', code, detail }],
  });
}
