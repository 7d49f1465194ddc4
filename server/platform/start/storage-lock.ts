import { link, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { identifyProcess, type ProcessIdentity, stillRuns } from './process-identity.ts';
import { StartUpFailure, systemErrorCode } from './start-up-failure.ts';

const owner = z.object({ pid: z.int(), began: z.string().optional() });

/**
 * Takes the storage folder for this process and gives the act that frees it; refuses when another living process has it.
 * A lock of a dead process is taken over, by one of those that try at once.
 */
export async function lockStorage(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'vanban.lock');
  const mine = JSON.stringify(identifyProcess(process.pid));
  // The whole lock appears in one step (link), so that nobody reads half of it.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    while (!(await place(draft, path))) await clearDead(path, folder);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => await rm(path, { force: true });
}

async function place(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    return false;
  }
}

async function clearDead(path: string, folder: string): Promise<void> {
  const seen = await readFile(path, 'utf8').catch(() => undefined);
  if (seen === undefined) return;
  const holder = parseOwner(seen);
  if (holder !== undefined && stillRuns(holder)) throw inUse(folder, holder.pid);
  // Moved aside before it is removed: when another start was quicker, what was moved is its living lock and goes back.
  const aside = `${path}.dead.${process.pid}`;
  await rename(path, aside).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
  });
  const moved = await readFile(aside, 'utf8').catch(() => seen);
  if (moved !== seen) await link(aside, path);
  await unlink(aside).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
  });
}

function parseOwner(text: string): ProcessIdentity | undefined {
  try {
    const result = owner.safeParse(JSON.parse(text));
    return result.success && result.data.pid !== process.pid ? result.data : undefined;
  } catch {
    // Not JSON: nobody alive writes that.
    return undefined;
  }
}

function inUse(folder: string, pid: number): StartUpFailure {
  return new StartUpFailure(
    `Thư mục ${folder} đang được tiến trình ${pid} dùng: hãy dừng tiến trình đó hoặc đặt STORAGE_DIR khác.`,
    `The folder ${folder} is in use by process ${pid}: stop that process or set another STORAGE_DIR.`,
  );
}
