import mongoose from 'mongoose';
import { systemActor } from '../../platform/actor.ts';
import { addDays, dayInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { type HeldHead, headChecks, heldHeads, logHeads } from '../store.ts';
import { rootAt } from './log-tree.ts';
import { contradict, signedIn } from './witness.ts';

/**
 * Compares the heads agencies hold of each other’s logs with those logs as they are now: those that came since yesterday, or all. What
 * no longer agrees is recorded with its holder. Logs of other deployments are left unchecked. Gives how many contradict.
 */
export async function checkHeldHeads(which: 'new' | 'all' = 'new'): Promise<number> {
  const since = addDays(dayInVietnam(currentTime()), -1);
  const filter = which === 'all' ? {} : { day: mongoose.trusted({ $gte: since }) };
  let contradicted = 0;
  for (const held of await readAll(heldHeads, { ...filter, contradicted: false })) {
    const known = await readOne(headChecks, { _id: held.id });
    if (which === 'new' && known?.size === held.size) continue;
    if (!(await readOne(logHeads, { _id: held.log }))) continue;
    if (await isStillTrue(held)) {
      await confirm(held);
    } else {
      contradicted += 1;
      await markContradicted(held);
    }
  }
  return contradicted;
}

async function isStillTrue({ log, size, root }: HeldHead): Promise<boolean> {
  try {
    return Buffer.from(await rootAt(log, size)).toString('base64') === root;
  } catch (error) {
    // The log is shorter than what was held: leaves are gone.
    if (error instanceof RangeError || (error instanceof DomainError && error.kind === 'not-found')) return false;
    throw error;
  }
}

/** Notes that a held head was found to agree with its log. */
export async function confirm({ id, size }: HeldHead): Promise<void> {
  const finding = { $set: { size, checkedAt: currentTime() }, $setOnInsert: { version: 1 } };
  await headChecks.model.updateOne({ _id: id }, finding, { upsert: true });
}

/** Says of a held head, in the log of its holder, that its log no longer agrees with it, or that it cannot stand beside the `other` one. */
export async function markContradicted(held: HeldHead, other?: HeldHead): Promise<void> {
  await inTransaction(systemActor(held.agencyId), async (tx) => {
    const current = await tx.load(heldHeads, held.id);
    if (current.size !== held.size || current.contradicted) return;
    tx.change(heldHeads, current, { contradicted: true, ...(other ? { contradicts: signedIn(other) } : {}) });
    contradict(tx, current.ofAgencyId, current);
  });
}
