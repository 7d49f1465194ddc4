import type { Transaction } from '../ledger/transaction.ts';
import { begunUploads, type Upload, uploads } from './upload-store.ts';

/** Takes an upload back out: its name, its digest and whatever was said of it; the file itself is erased by whoever refuses it. */
export async function refuseUpload(
  tx: Transaction,
  upload: Upload,
  refused: NonNullable<Upload['refused']>,
): Promise<void> {
  tx.change(uploads, upload, { refused, name: '', sha256: '', size: 0, pages: undefined, verdict: undefined });
  for (const begun of await tx.list(begunUploads, { uploadId: upload.id }))
    tx.change(begunUploads, begun, { name: '' });
}
