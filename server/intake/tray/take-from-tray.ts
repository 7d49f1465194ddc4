import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Upload } from '../../platform/uploads/upload-store.ts';
import { noteUpload } from '../../platform/uploads/uploads.ts';
import { trayItems } from './store.ts';
import { stillThere } from './tray-item.ts';

/**
 * Takes a file of the tray to hand, as an upload of the actor’s; the others see who has it, and may take it all the same. Refuses (404) what
 * has left the tray, and with the trouble it is in what nothing can be made of.
 */
export async function takeFromTray(tx: Transaction, itemId: string): Promise<Upload> {
  const item = stillThere(await tx.find(trayItems, { id: itemId }), tx.actor);
  if (item.trouble !== null) throw new DomainError('invalid', item.trouble, 'Nothing can be made of this file');
  const { personId, name: by } = tx.actor;
  const { name, sha256, mediaType, size } = item;
  tx.change(trayItems, item, { takenBy: { personId, name: by, at: tx.now } });
  return noteUpload(tx, { name, sha256, mediaType, size, takenFrom: [item.id] });
}
