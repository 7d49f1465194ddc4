import type { Transaction } from '../../platform/ledger/transaction.ts';
import { arrivals } from '../store.ts';
import { announce } from './announce.ts';
import type { Arrival } from './arrival.ts';
import { endArrival } from './end-arrival.ts';
import type { Notice } from './notices/notice.ts';

/** Ends a document in whose place its sender has sent another one — *thay thế* –, and links both. */
export async function replaceArrival(tx: Transaction, arrival: Arrival, notice: Notice): Promise<Arrival> {
  const { reason, by } = notice;
  const ended = await endArrival(tx, arrival, { way: 'replaced', reason, by });
  const replacement = await broughtBy(tx, notice);
  tx.change(arrivals, replacement, { replaces: ended.id });
  return tx.change(arrivals, ended, { replacedBy: replacement.id });
}

/**
 * Tells the sender that what it replaced is not in force here (15): it has ended, or comes in as ended. Said of the message that brought the
 * replacement, in the order of all that is said of that.
 */
export async function acknowledgeReplacement(tx: Transaction, notice: Notice): Promise<void> {
  await announce(tx, await broughtBy(tx, notice), { code: '15', at: tx.now, by: null, reason: null });
}

async function broughtBy(tx: Transaction, { agencyId, senderCode, messageId }: Notice): Promise<Arrival> {
  const arrival = await tx.find(arrivals, { agencyId, senderCode, messageId });
  if (!arrival) throw new Error(`The message ${messageId} brought no document`);
  return arrival;
}
