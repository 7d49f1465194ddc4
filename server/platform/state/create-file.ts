import { type FileHandle, open } from 'node:fs/promises';
import { DomainError } from '../errors.ts';
import { systemErrorCode } from './start-up-failure.ts';

/** A new file that only its owner reads, open for writing; one that is there already is refused with `file-exists`. */
export async function createFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (cause) {
    if (systemErrorCode(cause) !== 'EEXIST') throw cause;
    throw new DomainError('conflict', 'file-exists', `Đã có tệp ${path}`, { cause });
  }
}
