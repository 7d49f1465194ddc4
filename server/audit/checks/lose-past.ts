import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { rowsOf } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { logsCutShort } from '../heads/sign-head.ts';
import { record } from '../record.ts';
import { DEPLOYMENT, lostPasts } from '../store.ts';
import { keepCheck } from './check-log.ts';
import type { LostPast } from './lost-past.ts';

/**
 * Keeps that acts are gone. What was found out (`put-back`) is kept once, until an operator says what happened; what an operator says
 * (`restored`) is kept each time, and from then on every agency has to confirm its last numbers anew.
 */
export async function losePast(how: LostPast['how'], reason?: string): Promise<void> {
  await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
    const known = await tx.find(lostPasts, { id: DEPLOYMENT });
    const isKnown = how === 'put-back' && known?.how === 'put-back';
    if (isKnown && !known.unrecorded) return;
    const lost = { how, since: isKnown ? known.since : tx.now, unrecorded: undefined };
    if (known) tx.change(lostPasts, known, lost);
    else tx.insert(lostPasts, { id: DEPLOYMENT, ...lost });
    record(tx, { type: 'past-lost', how, ...(reason === undefined ? {} : { reason }) });
  });
}

/** Whether the database holds less than was signed, by the memory beside the log key: looked at before anybody is let in. */
export async function lookForPutBack(): Promise<void> {
  for (const { log, size, signed } of await logsCutShort()) {
    await keepCheck(log, size, `log-went-back: The log ${log} has ${size} leaves, but ${signed} were signed`);
    await losePast('put-back').catch(async (error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== 'clock-in-doubt') throw error;
      // No act is carried out while the clock is not believed; the first one after it must find this all the same.
      // The log does not prove it yet; the keeper records it with the first act that can be.
      const lost = { $set: { how: 'put-back', since: currentTime(), unrecorded: true }, $inc: { version: 1 } };
      await rowsOf(lostPasts).updateOne({ _id: DEPLOYMENT }, lost, { upsert: true });
    });
  }
}
