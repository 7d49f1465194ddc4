import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartUpFailure, systemErrorCode } from './start-up-failure.ts';

/**
 * Makes a folder, and those above it that are missing; one that is there is left as it is. Refuses in one sentence where the system
 * takes no folders, as below `/proc`: there the `mkdir` of Node, told to be recursive, tries for ever.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path), mode);
  try {
    await mkdir(path, mode);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (await isFolder(path)) return;
    throw systemErrorCode(error) === 'ENOENT' ? noPlace(path, error) : error;
  }
}

/** What cannot be looked at is tried to be made, which says why it cannot. */
async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function noPlace(path: string, cause: unknown): StartUpFailure {
  return new StartUpFailure(
    `Không tạo được thư mục ${path}, hệ thống tệp ở đó không nhận thư mục mới: hãy chọn thư mục khác.`,
    `The folder ${path} cannot be made, the file system there takes no new ones: name another folder.`,
    cause,
  );
}
