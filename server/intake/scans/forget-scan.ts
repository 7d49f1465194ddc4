import { rowsOf } from '../../platform/database/store.ts';
import { fileKeyOf } from './scanned-page.ts';
import { scannedPages } from './store.ts';

/** Forgets all that was recognised in a stored file. */
export async function forgetScan(sha256: string): Promise<void> {
  await rowsOf(scannedPages).deleteMany({ file: fileKeyOf(sha256) });
}
