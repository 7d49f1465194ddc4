import type { Transaction } from '../../platform/ledger/transaction.ts';
import { directoryEntries } from './store.ts';

/** The deployment that hosts an agency by the directory, by whose work it waits in a line; none for a code nobody has. */
export async function partnerOf(tx: Transaction, code: string | undefined): Promise<string | undefined> {
  const entry = code === undefined ? undefined : await tx.find(directoryEntries, { id: code });
  return entry?.deployment ?? undefined;
}
