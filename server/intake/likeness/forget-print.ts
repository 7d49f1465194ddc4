import { rowsOf } from '../../platform/database/store.ts';
import { fileKeyOf } from '../scans/scanned-page.ts';
import { filePrints } from './store.ts';

/** Forgets by what text a stored file was known. */
export async function forgetPrint(sha256: string): Promise<void> {
  await rowsOf(filePrints).deleteMany({ file: fileKeyOf(sha256) });
}
