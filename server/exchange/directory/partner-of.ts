import { dayInVietnam } from '../../platform/calendar.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { directoryEntries } from './store.ts';

/**
 * The deployment that hosts an agency by the directory, or else the one into which it was merged: by whose work it waits in a line; none for a
 * code nobody has.
 */
export async function partnerOf(tx: Transaction, code: string | undefined): Promise<string | undefined> {
  const entry = code === undefined ? undefined : await tx.find(directoryEntries, { id: code });
  const { successor: next = null, deployment = null } = entry ?? {};
  if (deployment !== null) return deployment;
  return next && next.from <= dayInVietnam(tx.now) ? await partnerOf(tx, next.code) : undefined;
}
