import { nextSequence } from '../../audit/next-sequence.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { AXIS } from '../axis/axis-partner.ts';
import { partnerOf } from '../directory/partner-of.ts';
import type { ReceiptCode, RefusalReason } from '../messages/receipt.ts';
import { arrivals } from '../store.ts';
import type { Arrival } from './arrival.ts';
import { carriedDocument } from './carried-document.ts';

/** What an act adds to the receipt it sends; the rest of the receipt is taken from the arrival. */
export interface Announcement {
  readonly code: ReceiptCode;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
  readonly reasonCode?: RefusalReason;
}

/**
 * Leaves the message that makes the worker sign and send a receipt – or tell the axis a status –, numbered in the order of the acts: the sender of the document reads
 * them in this order, however they come. Gives the arrival as it is now.
 */
export async function announce(
  tx: Transaction,
  arrival: Arrival,
  { code, at, by, reason, reasonCode }: Announcement,
): Promise<Arrival> {
  const sequence = await nextSequence(tx, arrival.announced);
  const partner = await partnerBehind(tx, arrival);
  tx.enqueue({
    kind: arrival.axis ? 'send-status' : 'send-receipt',
    key: `${arrival.id}/${sequence}`,
    ...(partner === undefined ? {} : { partner }),
    urgency: carriedDocument(arrival).priority,
    payload: {
      agencyId: arrival.agencyId,
      arrivalId: arrival.id,
      sequence,
      code,
      at: at.toISOString(),
      by,
      reason,
      reasonCode: reasonCode ?? null,
      verdict: arrival.verdict,
      arrivalNumber: arrival.arrivalNumber ?? null,
    },
  });
  return tx.change(arrivals, arrival, { announced: sequence, told: code });
}

/** By whose line the sender is told; none where it is hosted here. */
async function partnerBehind(
  tx: Transaction,
  { axis, senderAgencyId, senderCode }: Arrival,
): Promise<string | undefined> {
  if (axis) return AXIS;
  return senderAgencyId === undefined ? await partnerOf(tx, senderCode) : undefined;
}
