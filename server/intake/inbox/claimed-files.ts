import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '../../platform/actor.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { isMissing, unlessMissing } from '../../platform/files/file-state.ts';
import { files } from '../../platform/files/files.ts';
import { newId } from '../../platform/ids.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { cleanFileName } from '../../platform/text/file-name.ts';
import { mostAttachmentBytes } from '../../platform/uploads/upload-limits.ts';
import { knownTypeOf } from '../../platform/uploads/uploads.ts';
import { trayItems } from '../tray/store.ts';
import type { TrayItem } from '../tray/tray-item.ts';

/** Where files lie while they are taken in, each in a folder that bears the id it has in the tray. */
export const CLAIMED = '.dang-nhan';
/** Where those stay that could not be taken in. */
export const REFUSED = 'khong-nhan-duoc';

/** Takes a file at rest out of the sight of the scanner, and of other processes, by one move; from now on it has its id. */
export async function claimFile(folder: string, name: string): Promise<void> {
  const place = join(folder, CLAIMED, newId());
  await mkdir(place, { recursive: true });
  if (!(await unlessMissing(rename(join(folder, name), join(place, name))))) await rmdir(place);
}

/**
 * Takes in a claimed file, also one that a process which ended has left half done: the bytes go into the store, the item into the tray, then
 * the file leaves the folder. A second time finds the item by its id, and nothing is doubled. What cannot be taken in gets an item that says
 * why and stays in the folder. Refuses what is still being written: it is taken in another time.
 */
export async function takeClaimed(agencyId: string, folder: string, id: string): Promise<void> {
  const place = join(folder, CLAIMED, id);
  const [name] = await readdir(place);
  if (name === undefined) return await rmdir(place);
  const path = join(place, name);
  const item = (await readOne(trayItems, { _id: id })) ?? (await takeIn(agencyId, { id, path, name }));
  if (item.sha256 !== '' || item.trouble === 'state-secret') return await rm(place, { recursive: true });
  await mkdir(join(folder, REFUSED), { recursive: true });
  await rename(place, join(folder, REFUSED, id));
}

/** The ids of the files of a folder that were claimed and have not left it. */
export async function claimsIn(folder: string): Promise<string[]> {
  const found = await readdir(join(folder, CLAIMED)).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return found.filter((name) => /^[0-9a-f-]{36}$/.test(name));
}

interface Claimed {
  readonly id: string;
  readonly path: string;
  readonly name: string;
}

async function takeIn(agencyId: string, claimed: Claimed): Promise<TrayItem> {
  const file = await keptFile(claimed);
  const { id, name } = claimed;
  return await inTransaction(systemActor(agencyId), async (tx) =>
    tx.insert(trayItems, { id, agencyId, name: cleanFileName(name), ...file, cameAt: tx.now, by: null }),
  );
}

type KeptFile = Pick<TrayItem, 'sha256' | 'mediaType' | 'size' | 'trouble'>;

/** The file as the store has it, or why it does not. */
async function keptFile({ path, name }: Claimed): Promise<KeptFile> {
  const { size } = await lstat(path);
  const refused = (trouble: string): KeptFile => ({ sha256: '', mediaType: '', size, trouble });
  if (size === 0) return refused('empty-file');
  if (size > mostAttachmentBytes()) return refused('too-large');
  try {
    const mediaType = await knownTypeOf({ path, name });
    const received = await files().receive(createReadStream(path));
    if ((await lstat(path)).size !== received.size) throw new Error(`${name} was still written while it was taken in`);
    const { sha256 } = await files().adopt(received);
    return { sha256, mediaType, size, trouble: null };
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'invalid') return refused(error.code);
    throw error;
  }
}
