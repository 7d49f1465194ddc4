import { StartUpFailure } from '../../platform/state/start-up-failure.ts';
import { listsIn } from './crl-folder.ts';

/**
 * Refuses the start when the folder of revocation lists is named and cannot be read, or holds more than is read: silence would look like
 * good news.
 */
export async function requireCrlFolder(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  const { leftOut } = await listsIn(folder).catch((cause: unknown) => {
    throw new StartUpFailure(
      `Không đọc được thư mục danh sách thu hồi CRL_DIR=${folder}: hãy tạo thư mục đó, cho máy chủ quyền đọc, hoặc bỏ CRL_DIR.`,
      `The folder of revocation lists CRL_DIR=${folder} cannot be read: make it, let the server read it, or unset CRL_DIR.`,
      cause,
    );
  });
  if (leftOut.length === 0) return;
  const [first] = leftOut;
  throw new StartUpFailure(
    `CRL_DIR=${folder} có ${leftOut.length} danh sách thu hồi không đọc tới (ví dụ ${first}): nhiều nhất 200 tệp, mỗi tệp 32 MB; hãy bỏ bớt tệp cũ.`,
    `${leftOut.length} lists in CRL_DIR=${folder} would not be read (${first} for one): at most 200 files of 32 MB each; remove old ones.`,
  );
}
