import { systemActor } from '../platform/actor.ts';
import { Ledger } from '../platform/ledger.ts';
import { allStores, type Row, readAll, type Store } from '../platform/store.ts';
import { inTransaction, useLedger } from '../platform/transaction.ts';
import { takeOverLogKeys } from './open-log-keys.ts';
import { auditTrail } from './record.ts';
import { DEPLOYMENT } from './store.ts';

/**
 * Brings a log of a release without marks and seals to this one: what stands there counts as it is – the next signed head covers it –,
 * rows that decide who may do what are sealed, and those with secrets are written anew, so that an export proves them by digests of
 * their secrets. May be run again after it was interrupted.
 */
export async function takeOverLog(keysFolder: string): Promise<void> {
  await takeOverLogKeys(keysFolder);
  useLedger(new Ledger({ participants: [auditTrail] }));
  for (const store of allStores().filter(({ evidence, secrets }) => evidence && secrets.length > 0)) {
    for (const row of await readAll(store, {})) await writeAnew(store, row);
  }
}

/** The same row in its next version: its digest is in the newest leaf, in the form of this release. */
async function writeAnew(store: Store<Row>, { id, version: _, ...fields }: Row): Promise<void> {
  const { agencyId } = fields as { readonly agencyId?: string };
  await inTransaction(systemActor(agencyId ?? DEPLOYMENT), async (tx) =>
    tx.change(store, await tx.load(store, id), fields),
  );
}
