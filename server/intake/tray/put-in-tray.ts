import type { Transaction } from '../../platform/ledger/transaction.ts';
import { uploads } from '../../platform/uploads/upload-store.ts';
import { takeUpload } from '../../platform/uploads/uploads.ts';
import { trayItems } from './store.ts';
import { ofAgency, type TrayItem } from './tray-item.ts';

/** Which file, and whether its sender is about to register it. */
export interface PutInTray {
  readonly uploadId: string;
  readonly taken: boolean;
}

/** Lays a file the actor has sent into the tray of the agency; one that was laid there before is not laid there again. */
export async function putInTray(tx: Transaction, { uploadId, taken }: PutInTray): Promise<TrayItem> {
  const { agencyId, personId, name: by } = tx.actor;
  const upload = await takeUpload(tx, uploadId);
  const [known] = upload.takenFrom ?? [];
  if (known !== undefined) return ofAgency(await tx.find(trayItems, { id: known }), tx.actor);
  const { name, sha256, mediaType, size } = upload;
  const item = tx.insert(trayItems, {
    ...{ agencyId, name, sha256, mediaType, size, cameAt: tx.now, by, trouble: null },
    ...(taken && { takenBy: { personId, name: by, at: tx.now } }),
  });
  tx.change(uploads, upload, { takenFrom: [item.id] });
  return item;
}
