import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { losePast } from '../checks/lose-past.ts';
import { signRestored } from '../heads/sign-head.ts';
import { record } from '../record.ts';
import { logHeads } from '../store.ts';
import { readTreeHead } from '../tree/read-tree-head.ts';

/**
 * After a backup was restored, or the database put back on purpose: every log begins a new epoch and says so itself, for everybody who
 * holds a later head – also one that looks whole, since keys as old as the backup remember nothing of what came after it. No number is
 * given from now on until the agencies have confirmed their last ones. Gives the epochs.
 */
export async function restoreLogs(reason: string): Promise<{ log: string; epoch: number }[]> {
  const begun: { log: string; epoch: number }[] = [];
  for (const { id: log } of await readAll(logHeads, {}, { sort: { _id: 1 } })) {
    const signed = await signRestored(log);
    if (!signed) continue;
    const { epoch } = readTreeHead(signed);
    await inTransaction(systemActor(log), async (tx) => record(tx, { type: 'log-restored', epoch, reason }));
    begun.push({ log, epoch });
  }
  await losePast('restored', reason);
  return begun;
}
