import { join } from 'node:path';
import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { inTransaction, useLedger } from '../../platform/ledger/transaction.ts';
import { replaceFile } from '../../platform/state/durable-file.ts';
import { excuseLog, signHead, useHeadSigner } from '../heads/sign-head.ts';
import { type LedgerKey, ledgerKey } from '../keys/ledger-key.ts';
import { logKeysFolder } from '../keys/log-keys-folder.ts';
import { openHeadSigner } from '../keys/open-head-signer.ts';
import { auditTrail, record } from '../record.ts';
import { DEPLOYMENT, logHeads } from '../store.ts';
import { LEDGER_KEY, newLedgerSecret, openLogKeys, useOpened } from './open-log-keys.ts';
import { sealRows } from './seal-rows.ts';

export interface Renewal {
  readonly reason: string;
  /** Whether the old key is gone: then entries that no signed head covers yet cannot be checked and are taken as they stand. */
  readonly lost: boolean;
}

/**
 * Puts a new key of the ledger in the place of the one that was stolen or lost, and says so in the log of the deployment. What stands in
 * the logs is signed first, so that it is proven by the heads; rows whose old seal fits get new ones. Refuses with `log-went-back` or
 * `log-forged` where the old key shows that something was changed. No process of the deployment may run: it would go on with the old key.
 */
export async function renewLedgerKey(keysFolder: string, { reason, lost }: Renewal): Promise<void> {
  const folder = logKeysFolder(keysFolder);
  const logs = await readAll(logHeads, {});
  let former: LedgerKey | undefined;
  if (lost) {
    useHeadSigner(await openHeadSigner(folder));
  } else {
    await openLogKeys(keysFolder);
    former = ledgerKey();
    for (const { id } of logs) await signHead(id);
  }
  for (const { id } of logs) await excuseLog(id);
  const secret = newLedgerSecret();
  await replaceFile(join(folder, LEDGER_KEY), secret);
  useOpened(folder, secret);
  await sealRows(former);
  useLedger(new Ledger({ participants: [auditTrail] }));
  await inTransaction(systemActor(DEPLOYMENT), async (tx) =>
    record(tx, { type: 'log-key-renewed', key: 'ledger', lost, reason }),
  );
}
