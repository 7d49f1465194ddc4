import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { AXIS } from '../axis/axis-partner.ts';
import { partnerOf } from '../directory/partner-of.ts';
import type { Addressee } from '../recipients/addressees.ts';
import { deliveries } from '../store.ts';
import type { Delivery } from './delivery.ts';
import { leaveToSend } from './leave-to-send.ts';

type Sent = Pick<OutgoingDocument, 'id' | 'agencyId' | 'medium' | 'priority'>;

/**
 * Makes one delivery for each of those who get an issued document. Safe to repeat: whoever has theirs gets no second one, also under another
 * name.
 */
export async function createDeliveries(
  tx: Transaction,
  document: Sent,
  addressees: readonly Addressee[],
): Promise<void> {
  const existing = await tx.list(deliveries, { agencyId: document.agencyId, documentId: document.id });
  const known = new Set(existing.map(({ recipient }) => keyOf(recipient)));
  // Asked at the same moment, all lines are one question; each is then known to the act.
  await Promise.all(
    addressees.map(({ axis, ...recipient }) => lineTo(tx, { ...recipient, overAxis: axis?.alone === true })),
  );
  for (const addressee of addressees) {
    if (known.has(keyOf(addressee)) || addressee.agencyId === document.agencyId) continue;
    known.add(keyOf(addressee));
    await createDelivery(tx, document, addressee);
  }
}

/**
 * Makes the delivery of an issued document to one who gets it: electronic where it is an agency that can receive so, on paper otherwise or
 * when the document was signed in ink; none of both to a unit of the sender, which reads it where it is.
 */
export async function createDelivery(
  tx: Transaction,
  document: Sent,
  { paperCopies, paperReason, added, electronic: isReached, axis, ...recipient }: Addressee,
): Promise<Delivery> {
  const electronic = isReached && document.medium === 'electronic';
  const unsent = recipient.kind === 'unit' ? 'internal' : 'paper';
  const partner = electronic ? await lineTo(tx, { ...recipient, overAxis: axis?.alone === true }) : undefined;
  const delivery = tx.insert(deliveries, {
    agencyId: document.agencyId,
    documentId: document.id,
    recipient,
    channel: electronic ? 'electronic' : unsent,
    paperCopies: electronic || unsent === 'internal' ? paperCopies : Math.max(paperCopies, 1),
    ...(paperReason ? { paperReason } : {}),
    ...(added ? { added } : {}),
    state: electronic ? 'waiting' : unsent,
    createdAt: tx.now,
    priority: document.priority,
    ...(partner ? { partner } : {}),
    attempts: 0,
    receipts: [],
  });
  record(tx, { type: 'delivery-created', documentId: document.id, deliveryId: delivery.id });
  if (electronic) leaveToSend(tx, delivery);
  return delivery;
}

interface Line extends Pick<Addressee, 'agencyId' | 'code'> {
  readonly overAxis: boolean;
}

/** By whose line it goes; none within this deployment. */
async function lineTo(tx: Transaction, { agencyId, code, overAxis }: Line): Promise<string | undefined> {
  if (overAxis) return AXIS;
  return agencyId === undefined ? await partnerOf(tx, code) : undefined;
}

/** What makes two recipients the same: their row, their code, the unit, or else the name and where that is. */
export function keyOf({ agencyId, code, unitId, name, address }: Delivery['recipient']): string {
  return agencyId ?? code ?? unitId ?? (address === undefined ? name : `${name}\n${address}`);
}
