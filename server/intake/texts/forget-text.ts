import { rowsOf } from '../../platform/database/store.ts';
import { fileKeyOf } from '../scans/scanned-page.ts';
import { fileTexts } from './store.ts';

/** Forgets what was read of a stored file. */
export async function forgetText(sha256: string): Promise<void> {
  await rowsOf(fileTexts).deleteMany({ file: fileKeyOf(sha256) });
}
