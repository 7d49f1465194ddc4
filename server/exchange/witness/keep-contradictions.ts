import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { DEPLOYMENT, heldHeads } from '../../audit/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import type { ListedLog } from './compare-log.ts';
import { logContradictions } from './store.ts';

/** A log of another deployment, and whose it is. */
interface LogAfar extends ListedLog {
  readonly name: string;
  readonly deployment: string;
}

/** Keeps in the log of the deployment, and for its administrators to see to, each held head of these logs that was found to contradict another. */
export async function keepContradictions(logs: readonly LogAfar[]): Promise<void> {
  const byLog = new Map(logs.map((one) => [one.log.id, one]));
  const ofLogs = mongoose.trusted({ $in: [...byLog.keys()] });
  const known = new Set((await readAll(logContradictions, { log: ofLogs })).map(({ id }) => id));
  for (const { id, log, epoch, size } of await readAll(heldHeads, { contradicted: true, log: ofLogs })) {
    const afar = byLog.get(log);
    if (!afar || known.has(id)) continue;
    const { code, name, deployment } = afar;
    await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
      if (await tx.find(logContradictions, { id })) return;
      tx.insert(logContradictions, { id, log, code, name, deployment, epoch, size, foundAt: tx.now });
      record(tx, { type: 'log-contradicted', code, epoch, size });
    });
  }
}
