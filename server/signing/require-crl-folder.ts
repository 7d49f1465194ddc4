import { readdir } from 'node:fs/promises';
import { StartUpFailure } from '../platform/start/start-up-failure.ts';

/** Refuses the start when the folder of revocation lists is named and cannot be read: silence would look like good news. */
export async function requireCrlFolder(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  await readdir(folder).catch((cause: unknown) => {
    throw new StartUpFailure(
      `Không đọc được thư mục danh sách thu hồi CRL_DIR=${folder}: hãy tạo thư mục đó, cho máy chủ quyền đọc, hoặc bỏ CRL_DIR.`,
      `The folder of revocation lists CRL_DIR=${folder} cannot be read: make it, let the server read it, or unset CRL_DIR.`,
      cause,
    );
  });
}
