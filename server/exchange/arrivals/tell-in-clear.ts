import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import { countRows, readAll, readSome } from '../../platform/database/store.ts';
import { type Job, jobs } from '../../platform/ledger/jobs.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { arrivals, notices } from '../store.ts';

const { trusted } = mongoose;

/** So many are told by one act; who is left is told by the next. */
const MOST = 500;

/** From so many receipts the senders are named: a page that says whom, and no list of all. */
const NAMED_FROM = 200;

/** Senders of one partner that are not told how their documents stand, since nothing seals messages for them any more. */
export interface Untold {
  readonly partner: string;
  /** Those of the newest receipts. */
  readonly senders: readonly string[];
  readonly receipts: number;
}

const waitingForKey = (agencyId: string) => ({
  ...{ agencyId, kind: 'send-receipt', reason: 'not-in-clear', partner: trusted({ $gt: '' }) },
  state: trusted({ $in: ['waiting', 'dead'] }),
});

/** Whom the actor's agency cannot tell for want of a key that seals, partner by partner. */
export async function untoldSenders({ agencyId }: Actor): Promise<Untold[]> {
  const partners = (await jobs.model.distinct('partner', waitingForKey(agencyId)).exec()).map(String).toSorted();
  const untold = partners.map(async (partner) => {
    const waiting = { ...waitingForKey(agencyId), partner };
    const some = await readSome(jobs, ['payload'], waiting, { sort: { _id: -1 }, limit: NAMED_FROM });
    return { partner, senders: await sendersOf(some), receipts: await countRows(jobs, waiting) };
  });
  return await Promise.all(untold);
}

async function sendersOf(receipts: readonly Pick<Job, 'payload'>[]): Promise<string[]> {
  const idsIn = (name: 'arrivalId' | 'noticeId') =>
    trusted({ $in: receipts.flatMap(({ payload }) => (typeof payload[name] === 'string' ? [payload[name]] : [])) });
  const about = [
    ...(await readSome(arrivals, ['senderName'], { _id: idsIn('arrivalId') })),
    ...(await readSome(notices, ['senderName'], { _id: idsIn('noticeId') })),
  ];
  return [...new Set(about.map(({ senderName }) => senderName))].toSorted();
}

/** The receipts that the actor's agency cannot give to a partner's agencies for want of a key. */
export async function receiptsForKey({ agencyId }: Actor, partner: string): Promise<string[]> {
  const found = await readAll(jobs, { ...waitingForKey(agencyId), partner }, { sort: { _id: 1 }, limit: MOST });
  return found.map(({ id }) => id);
}

/**
 * Lets receipts go without being sealed – *báo không niêm kín* – to whom the directory names no key any more (docs/exchange-protocol.md, section 10): these
 * receipts, still by HTTPS; sealed all the same should there be a key again by then. What is told later waits for a key, or for a person, again. Gives how many.
 */
export async function tellInClear(tx: Transaction, jobIds: readonly string[], reason: string): Promise<number> {
  let told = 0;
  for (const id of jobIds) {
    const { kind, key, state, payload, partner, urgency = 0, reason: cause } = await tx.load(jobs, id);
    const isWaiting = state === 'waiting' || state === 'dead';
    if (key === undefined || partner === undefined || !isWaiting || cause !== 'not-in-clear') continue;
    const { arrivalId, noticeId } = payload;
    const about = typeof arrivalId === 'string' ? { arrivalId } : { noticeId: String(noticeId) };
    record(tx, { type: 'receipt-put-in-clear', ...about, reason });
    tx.enqueue({ kind, key, partner, urgency, payload: { ...payload, inClear: true }, again: true });
    told += 1;
  }
  return told;
}
