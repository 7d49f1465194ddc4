import { allStores, readAll } from '../../platform/database/store.ts';
import { type LedgerOfMigration, openLedger, writeAnew } from './migration-ledger.ts';
import { takeOverLogKeys } from './open-log-keys.ts';

/**
 * Brings a log of a release without marks and seals to this one: what stands there counts as it is – the next signed head covers it –,
 * rows that decide who may do what are sealed, and those with secrets are written anew, so that an export proves them by digests of
 * their secrets. May be run again after it was interrupted. A restore seals and signs what it puts in by itself.
 */
export async function takeOverLog(context: LedgerOfMigration): Promise<void> {
  if (!context.restoring) await takeOverLogKeys(context.keysFolder);
  await openLedger(context);
  for (const store of allStores().filter(({ evidence, secrets }) => evidence && secrets.length > 0)) {
    for (const row of await readAll(store, {})) {
      const { id: _id, version: _version, ...fields } = row;
      await writeAnew(store, row, fields);
    }
  }
}
