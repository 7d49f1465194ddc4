import { randomBytes } from 'node:crypto';
import { link, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createWhole } from '../state/durable-file.ts';
import { identifyProcess, stillRuns } from '../state/process-identity.ts';
import { StartUpFailure, systemErrorCode } from '../state/start-up-failure.ts';
import { parseState, readStateText } from '../state/state-file.ts';
import { isAnswered, openDoor } from './lock-door.ts';

/** Who has the folder: its process, and the door that it keeps open while it lives; releases before had none. */
const owner = z.object({ pid: z.int(), began: z.string().optional(), door: z.string().optional() });
type Owner = z.output<typeof owner>;

/**
 * Takes the storage folder for this process and gives the act that frees it; refuses when another living process has it, also one that
 * is not seen from here because it runs in another container. A lock of a dead process is taken over, by one of those that try at once.
 */
export async function lockStorage(folder: string): Promise<() => Promise<void>> {
  return await lockFolder(folder, storageInUse);
}

/** The same for any folder that one process at a time works in; `inUse` says what to do when another one does. */
export async function lockFolder(
  folder: string,
  inUse: (folder: string, pid: number) => StartUpFailure,
): Promise<() => Promise<void>> {
  const path = join(folder, 'vanban.lock');
  const name = `vanban.door-${randomBytes(4).toString('hex')}`;
  const close = await openDoor(folder, name);
  const mine = JSON.stringify({ ...identifyProcess(process.pid), ...(close && { door: name }) });
  try {
    while (!(await createWhole(path, mine))) await clearDead(path, folder, inUse);
  } catch (error) {
    await close?.();
    throw error;
  }
  return async () => {
    await rm(path, { force: true });
    await close?.();
  };
}

const way = { vietnamese: 'dời nó đi, hoặc cấp quyền đọc', english: 'move it away, or grant access to it' };

async function clearDead(path: string, folder: string, inUse: typeof storageInUse): Promise<void> {
  const seen = await readStateText(path, way);
  if (seen === undefined) return;
  const holder = parseState(seen, owner);
  if (holder !== undefined && (await lives(folder, holder))) throw inUse(folder, holder.pid);
  // Moved aside before it is removed: when another start was quicker, what was moved is its living lock and goes back.
  const aside = `${path}.dead.${process.pid}`;
  await rename(path, aside).catch(unlessGone);
  const moved = (await readStateText(aside, way)) ?? seen;
  if (moved !== seen) await link(aside, path);
  await unlink(aside).catch(unlessGone);
  if (holder?.door) await rm(join(folder, holder.door), { force: true });
}

/** A door says it for certain; without one the process is looked for, and one of our own number is what a container left that ended. */
async function lives(folder: string, { door, ...holder }: Owner): Promise<boolean> {
  if (door !== undefined) return await isAnswered(folder, door);
  return holder.pid !== process.pid && stillRuns(holder);
}

function unlessGone(error: unknown): void {
  if (systemErrorCode(error) !== 'ENOENT') throw error;
}

function storageInUse(folder: string, pid: number): StartUpFailure {
  return new StartUpFailure(
    `Thư mục ${folder} đang được tiến trình ${pid} dùng: hãy dừng tiến trình đó hoặc đặt STORAGE_DIR khác.`,
    `The folder ${folder} is in use by process ${pid}: stop that process or set another STORAGE_DIR.`,
  );
}
