import { record } from '../../../audit/record.ts';
import { dayInVietnam } from '../../../platform/calendar.ts';
import { DomainError, notFound } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { numberingOf } from '../../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { deliveries } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import type { Posting } from './posting.ts';

interface RecordPosting extends Posting {
  readonly deliveryId: string;
}

/**
 * Records that a document went to a recipient whom no system reaches — *ghi đã gửi giấy* –: by which way, on which day, under which number of
 * the post. Recorded again, the last one counts and the log keeps each. Refuses what goes electronically, and a day on which it cannot have
 * gone.
 */
export async function recordPosting(tx: Transaction, { deliveryId, ...posting }: RecordPosting): Promise<Delivery> {
  const delivery = await tx.load(deliveries, deliveryId);
  if (delivery.agencyId !== tx.actor.agencyId) throw notFound();
  if (delivery.state !== 'paper') {
    throw new DomainError('conflict', 'not-on-paper', 'This recipient gets the document electronically');
  }
  const { documentId } = delivery;
  const numbering = numberingOf(await tx.load(outgoingDocuments, documentId));
  if (!numbering) throw new Error(`Delivery ${deliveryId} is of a document without a number`);
  checkPosting(posting, numbering.issuedOn, tx.now);
  record(tx, { type: 'delivery-posted', documentId, deliveryId, ...posting });
  return tx.change(deliveries, delivery, { posted: { ...posting, at: tx.now, by: tx.actor.name } });
}

/** Refuses a day before the document was issued, and one that is still to come. */
function checkPosting({ sentOn }: Posting, issuedOn: string, now: Date): void {
  if (sentOn >= issuedOn && sentOn <= dayInVietnam(now)) return;
  throw new DomainError('invalid', 'date-out-of-range', `Issued on ${issuedOn}, it was not sent on ${sentOn}`, {
    fields: [{ pointer: '/body/sentOn', code: 'date-out-of-range', detail: 'is before the issue or still to come' }],
  });
}
