import type { Transaction } from '../../platform/ledger/transaction.ts';
import { trayItems } from './store.ts';

/** Takes the name and the digest of a file out of all trays it lies in; that there was one, and why it is gone, stays to be seen. */
export async function eraseItems(tx: Transaction, sha256: string, trouble: string): Promise<number> {
  const items = await tx.list(trayItems, { sha256 });
  for (const item of items)
    tx.change(trayItems, item, {
      ...{ name: '', sha256: '', mediaType: '', size: 0, trouble },
      takenBy: undefined,
    });
  return items.length;
}
