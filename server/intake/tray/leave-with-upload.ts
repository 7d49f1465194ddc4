import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Upload } from '../../platform/uploads/upload-store.ts';
import { trayItems } from './store.ts';

/** The items of which a file was taken leave the tray with the act that uses it: both are done or none. */
export async function leaveWithUpload(tx: Transaction, { takenFrom = [] }: Upload): Promise<void> {
  for (const id of takenFrom) {
    const item = await tx.find(trayItems, { id });
    if (item && !item.isUsed) tx.change(trayItems, item, { leftAt: tx.now, isUsed: true, takenBy: undefined });
  }
}
