import { access, constants, readdir } from 'node:fs/promises';
import { StartUpFailure } from '../../platform/state/start-up-failure.ts';

/** Refuses the start when the folder of the scanners is named and cannot be read and written: what is laid there would wait unseen. */
export async function requireInbox(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  try {
    await readdir(folder);
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new StartUpFailure(
      `Không đọc, ghi được thư mục máy quét INBOX_DIR=${folder}: hãy tạo thư mục đó, cho máy chủ quyền đọc và ghi, hoặc bỏ INBOX_DIR.`,
      `The folder of the scanners INBOX_DIR=${folder} cannot be read and written: make it, let the server do both, or unset INBOX_DIR.`,
      cause,
    );
  }
}
