import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../errors.ts';
import { manifestName } from './manifest.ts';
import { backupsIn } from './take-backup.ts';

/** The backup meant by a folder: itself, or the newest finished one in it; refuses a folder that holds none. */
export async function chosenBackup(folder: string): Promise<string> {
  if (await stat(join(folder, manifestName)).catch(() => undefined)) return folder;
  const newest = (await backupsIn(folder)).at(-1);
  if (newest === undefined)
    throw new DomainError('not-found', 'no-backup', `${folder} không có bản sao lưu nào (holds no finished backup)`);
  return join(folder, newest);
}
