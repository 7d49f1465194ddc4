import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { excuseLog } from '../heads/sign-head.ts';
import { logKeysInUse } from '../keys/log-keys-folder.ts';
import { record } from '../record.ts';
import { DEPLOYMENT, logHeads } from '../store.ts';
import type { LackingLogKey } from './lacking-log-keys.ts';
import { keepPublicHalf, newestSignedWith } from './renew-head-key.ts';

/**
 * Says in the log of the deployment that a backup goes on with other keys than it was written with, once its rows are in: its heads stay
 * known as ours by the public half of their key, and what stands in the logs counts without a mark of the new one.
 */
export async function replaceLostKeys(lacking: readonly LackingLogKey[], reason: string): Promise<void> {
  for (const { key } of lacking) {
    if (key === 'heads') {
      const former = await newestSignedWith();
      if (former) await keepPublicHalf(logKeysInUse(), former);
    } else {
      for (const { id } of await readAll(logHeads, {})) await excuseLog(id);
    }
    await inTransaction(systemActor(DEPLOYMENT), async (tx) =>
      record(tx, { type: 'log-key-renewed', key, lost: true, reason }),
    );
  }
}
