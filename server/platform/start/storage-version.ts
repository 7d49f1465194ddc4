import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../state/durable-file.ts';
import { makeFolder } from '../state/make-folder.ts';
import { StartUpFailure } from '../state/start-up-failure.ts';
import { parseState, readStateText } from '../state/state-file.ts';

const mark = z.object({ version: z.int().min(0) });

/** Makes the storage folder when it is missing; refuses one that cannot be written. */
export async function openStorage(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartUpFailure(
      `Không ghi được vào thư mục ${folder}: hãy cấp quyền ghi hoặc đặt STORAGE_DIR khác.`,
      `The folder ${folder} cannot be written: grant access or set another STORAGE_DIR.`,
      error,
    );
  }
}

const way = { vietnamese: 'xoá tệp này: máy chủ tạo lại nó', english: 'remove it: the server makes it again' };

/**
 * Refuses a storage folder that a newer Vanban has made: an older one would damage it. A mark that was cut off says
 * nothing; the database keeps the version too, and it is asked next.
 */
export async function refuseNewerStorage(folder: string, ours: number): Promise<void> {
  const text = await readStateText(markOf(folder), way);
  const version = (text && parseState(text, mark)?.version) || 0;
  if (version > ours) throw newerStorage(folder, version, ours);
}

/** Notes which version the storage folder now has; called after the migrations. */
export async function markStorage(folder: string, version: number): Promise<void> {
  await replaceFile(markOf(folder), `${JSON.stringify({ version })}\n`);
}

/** The failure that names both versions. */
export function newerStorage(where: string, theirs: number, ours: number): StartUpFailure {
  return new StartUpFailure(
    `Dữ liệu ở ${where} do phiên bản Vanban mới hơn tạo (${theirs} > ${ours}): hãy cập nhật Vanban rồi chạy lại.`,
    `The data in ${where} was made by a newer Vanban (${theirs} > ${ours}): update Vanban and start again.`,
  );
}

function markOf(folder: string): string {
  return join(folder, 'storage-version.json');
}
