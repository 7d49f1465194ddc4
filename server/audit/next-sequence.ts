import { readOne } from '../platform/database/store.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import type { LostPast } from './checks/lost-past.ts';
import { DEPLOYMENT, lostPasts } from './store.ts';

const HOUR_MS = 3600_000;

/**
 * The number of the status after `last` about one message. After acts were lost, others may hold statuses from here of which nobody here knows:
 * what is said since goes on above all of them, by the hours of the clock at the loss (docs/exchange-protocol.md, section 8).
 */
export async function nextSequence(tx: Transaction, last: number): Promise<number> {
  const lost = await tx.find(lostPasts, { id: DEPLOYMENT });
  return Math.max(last, lost ? highestBefore(lost) : 0) + 1;
}

/** Whether a number was given before acts were lost: others may hold a status under it of which nobody here knows any more. */
export async function isFromBeforeLoss(sequence: number): Promise<boolean> {
  const lost = await readOne(lostPasts, { _id: DEPLOYMENT });
  return lost !== undefined && sequence <= highestBefore(lost);
}

/** Whether acts were lost here: others may hold what nobody here knows of any more. */
export async function hasLostActs(): Promise<boolean> {
  return (await readOne(lostPasts, { _id: DEPLOYMENT })) !== undefined;
}

function highestBefore({ since }: Pick<LostPast, 'since'>): number {
  return Math.floor(since.getTime() / HOUR_MS);
}
