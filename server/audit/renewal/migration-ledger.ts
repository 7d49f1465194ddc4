import { isDeepStrictEqual } from 'node:util';
import { systemActor } from '../../platform/actor.ts';
import { type Row, type Store, storedRows } from '../../platform/database/store.ts';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { inTransaction, type Patch, useLedger } from '../../platform/ledger/transaction.ts';
import type { MigrationContext } from '../../platform/start/migrations.ts';
import { auditTrail } from '../record.ts';
import { DEPLOYMENT } from '../store.ts';
import { openLogKeys } from './open-log-keys.ts';

/** What a migration that writes rows of evidence needs to know of where it runs. */
export type LedgerOfMigration = Pick<MigrationContext, 'keysFolder' | 'restoring'>;

/** Opens keys and ledger for the acts of a migration, which runs before the application does; a restore has opened its own. */
export async function openLedger({ keysFolder, restoring = false }: LedgerOfMigration): Promise<void> {
  if (restoring) return;
  await openLogKeys(keysFolder);
  useLedger(new Ledger({ participants: [auditTrail] }));
}

/** So many rows are written in one group of acts. */
const AT_ONCE = 200;

/**
 * Brings every row of a store to what is derived from it, through the log of whose row it is. Only what differs is written, so that it
 * may be run again after it was interrupted.
 */
export async function deriveAnew<T extends Row>(
  store: Store<T>,
  derived: (row: T) => Partial<T> | Promise<Partial<T>>,
): Promise<void> {
  let waiting: (() => Promise<void>)[] = [];
  const write = async () => {
    await Promise.all(waiting.map((one) => one()));
    waiting = [];
  };
  for await (const row of storedRows(store)) {
    const wanted = await derived(row);
    if (isDeepStrictEqual({ ...row, ...wanted }, row)) continue;
    waiting.push(() => writeAnew(store, row, wanted));
    if (waiting.length >= AT_ONCE) await write();
  }
  await write();
}

/** Writes a row in its next version with what is changed in it, through the log of whose row it is. */
export async function writeAnew<T extends Row>(store: Store<T>, row: T, changed: Patch<T>): Promise<void> {
  const agencyId = 'agencyId' in row && typeof row.agencyId === 'string' ? row.agencyId : DEPLOYMENT;
  await inTransaction(systemActor(agencyId), async (tx) => tx.change(store, await tx.load(store, row.id), changed));
}
