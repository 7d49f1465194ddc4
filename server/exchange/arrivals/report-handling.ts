import { systemActor } from '../../platform/actor.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import type { ReceiptCode } from '../messages/receipt.ts';
import { arrivals } from '../store.ts';
import { announce } from './announce.ts';

/** What routing leaves in the outbox when the handling of an incoming document moves on. */
export interface HandlingChanged {
  readonly agencyId: string;
  readonly documentId: string;
  readonly code: Extract<ReceiptCode, '04' | '05' | '06'>;
  readonly at: string;
  readonly by: string | null;
}

/** Tells the sender how its document fares (04, 05, 06), unless it was told so last; documents that came on paper have nobody to tell. */
export async function reportHandling({ agencyId, documentId, code, at, by }: HandlingChanged): Promise<void> {
  await inTransaction(systemActor(agencyId), async (tx) => {
    const arrival = await tx.find(arrivals, { agencyId, documentId });
    if (arrival && arrival.told !== code) await announce(tx, arrival, { code, at: new Date(at), by, reason: null });
  });
}
