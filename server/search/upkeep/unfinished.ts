import { randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../platform/state/make-folder.ts';

/*
 * While something may be lacking in the indexes of a folder, it holds a mark of whoever is about to bring it in: processes that share the folder
 * note no place meanwhile, and whoever comes after a crash knows that everything has to be compared.
 */
const pattern = /^unfinished-[0-9a-f-]{36}$/;

/** Leaves a mark; gives all that are there now. */
export async function markUnfinished(folder: string): Promise<string[]> {
  await makeFolder(folder, 0o700);
  await writeFile(join(folder, `unfinished-${randomUUID()}`), '', { mode: 0o600 });
  return await unfinishedIn(folder);
}

/** The marks in a folder. */
export async function unfinishedIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => pattern.test(name));
}

/** Takes marks away, once what they were left for is done. */
export async function markFinished(folder: string, marks: readonly string[]): Promise<void> {
  for (const mark of marks) await rm(join(folder, mark), { force: true });
}
