import { trayContract } from '../../../../../server/intake/tray/contract.ts';
import { api } from '../../../../api/client.ts';
import { askAgain } from '../../../../api/query-client.ts';
import type { KeptFile } from './upload-files.ts';

const tray = api(trayContract);

/** What waits in a queue of this machine waits in the tray of the agency as well: it is found there whatever becomes of the machine. */
export async function layInTray(file: KeptFile): Promise<KeptFile> {
  const { itemId } = await tray.putInTray({ body: { uploadId: file.uploadId, taken: true } });
  return { ...file, itemId };
}

/** Nobody has these at hand any more; those that lie in the tray stay there. */
export async function letGo(files: readonly Pick<KeptFile, 'itemId'>[]): Promise<void> {
  for (const { itemId } of files) if (itemId !== undefined) await tray.putBack({ params: { itemId } });
  await askAgain('tray');
}
