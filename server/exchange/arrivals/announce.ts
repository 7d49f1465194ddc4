import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { ReceiptCode } from '../messages/receipt.ts';
import type { Arrival } from './arrival.ts';

/** What an act adds to the receipt it sends; the rest of the receipt is taken from the arrival. */
export interface Announcement {
  readonly code: ReceiptCode;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
}

/** Leaves the message that makes the worker sign and send a receipt; one of each code for an arrival. */
export function announce(tx: Transaction, arrival: Arrival, { code, at, by, reason }: Announcement): void {
  tx.enqueue({
    kind: 'send-receipt',
    key: `${arrival.id}/${code}`,
    payload: {
      agencyId: arrival.agencyId,
      arrivalId: arrival.id,
      code,
      at: at.toISOString(),
      by,
      reason,
      verdict: arrival.verdict,
      arrivalNumber: arrival.arrivalNumber ?? null,
    },
  });
}

/** How a person is named in receipts: name and title, as they act. */
export function signatory(tx: Transaction): string {
  return tx.actor.title ? `${tx.actor.name}, ${tx.actor.title}` : tx.actor.name;
}
