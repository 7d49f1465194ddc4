import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readSome } from '../../platform/database/store.ts';
import { jobs } from '../../platform/ledger/jobs.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { deliveries } from '../store.ts';
import { isEnded } from './delivery.ts';

const { trusted } = mongoose;

/** Whoever looks every five seconds tells the sender within a minute of the issue, also where the act that notes it waits for others. */
const LATE_AFTER_MS = 45_000;
/** So many in one act, which writes all of them. */
const MOST_AT_ONCE = 100;

/** What was left to be done so long ago that somebody is told when it is not. */
export function leftLongAgo() {
  const before = trusted({ $lte: new Date(currentTime().getTime() - LATE_AFTER_MS) });
  return { state: trusted({ $in: ['waiting', 'running'] }), createdAt: before };
}

/** Notes of every delivery that its recipient does not hold although it was left to be sent 45 seconds ago; of each once. */
export async function noteAllLate(): Promise<void> {
  const unsent = { kind: 'deliver-envelope', ...leftLongAgo() };
  const keys = (await readSome(jobs, ['key'], unsent)).flatMap(({ key }) => key ?? []);
  if (keys.length === 0) return;
  const untold = { _id: trusted({ $in: keys }), lateSince: null, sentAt: null, channel: 'electronic' };
  await byHundreds(await readSome(deliveries, ['agencyId'], untold), async (agencyId, ids) => {
    await inTransaction(systemActor(agencyId), (tx) => noteLate(tx, ids));
  });
}

/** Has something noted of each row in the log of its agency, of a hundred at a time; no agency waits for the acts of another. */
export async function byHundreds(
  found: readonly { readonly id: string; readonly agencyId: string }[],
  note: (agencyId: string, ids: readonly string[]) => Promise<void>,
): Promise<void> {
  const ofAgency = async (agencyId: string) => {
    const ids = found.flatMap((one) => (one.agencyId === agencyId ? one.id : []));
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE)
      await note(agencyId, ids.slice(from, from + MOST_AT_ONCE));
  };
  await Promise.all([...new Set(found.map(({ agencyId }) => agencyId))].map(ofAgency));
}

async function noteLate(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const delivery = await tx.load(deliveries, id);
    if (delivery.lateSince || delivery.sentAt || delivery.channel !== 'electronic' || isEnded(delivery)) continue;
    const { documentId, lastError: reason } = delivery;
    record(tx, { type: 'delivery-late', documentId, deliveryId: id, ...(reason ? { reason } : {}) });
    tx.change(deliveries, delivery, { lateSince: tx.now });
  }
}
