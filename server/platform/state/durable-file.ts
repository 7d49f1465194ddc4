import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from './start-up-failure.ts';

/**
 * Puts `content` in the place of the file `path` in one step: whoever reads it, also after the power failed, finds the old content or
 * the new one, never half of it. Readable by the owner alone unless `mode` says otherwise.
 */
export async function replaceFile(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  await withDraft(path, content, mode, (draft) => rename(draft, path));
}

/** The same for a file that must not be there yet: gives false, and leaves what is there, when another was quicker. */
export async function createWhole(path: string, content: string | Uint8Array, mode = 0o600): Promise<boolean> {
  let isNew = true;
  await withDraft(path, content, mode, (draft) =>
    link(draft, path).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
      isNew = false;
    }),
  );
  return isNew;
}

/** Makes the names in a folder durable: a new name is so only when the folder that holds it is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function withDraft(
  path: string,
  content: string | Uint8Array,
  mode: number,
  place: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, content, { mode, flush: true, flag: 'wx' });
    await place(draft);
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(path));
}
