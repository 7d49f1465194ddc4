import { readFile } from 'node:fs/promises';
import { DomainError } from '../server/platform/errors.ts';

/** The bytes of a file named on the command line; one that cannot be read is refused in one sentence. */
export async function readNamedFile(path: string): Promise<Buffer> {
  return await readFile(path).catch((cause: unknown) => {
    throw new DomainError('malformed', 'file-not-readable', `Không đọc được tệp ${path}`, { cause });
  });
}
