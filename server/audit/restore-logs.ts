import { systemActor } from '../platform/actor.ts';
import { readAll } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { isTampered } from './head-signer.ts';
import { readTreeHead } from './read-tree-head.ts';
import { record } from './record.ts';
import { signHead, signRestored } from './sign-head.ts';
import { logHeads } from './store.ts';

/**
 * After a backup was restored: a log that is shorter than what was signed begins a new epoch, and says so itself, for everybody who
 * holds a later head. Gives the logs this happened to.
 */
export async function restoreLogs(reason: string): Promise<{ log: string; epoch: number }[]> {
  const begun: { log: string; epoch: number }[] = [];
  for (const { id: log } of await readAll(logHeads, {}, { sort: { _id: 1 } })) {
    if (await goesOn(log)) continue;
    const signed = await signRestored(log);
    if (!signed) continue;
    const { epoch } = readTreeHead(signed);
    await inTransaction(systemActor(log), async (tx) => record(tx, { type: 'log-restored', epoch, reason }));
    begun.push({ log, epoch });
  }
  return begun;
}

async function goesOn(log: string): Promise<boolean> {
  try {
    await signHead(log);
    return true;
  } catch (error) {
    if (isTampered(error)) return false;
    throw error;
  }
}
