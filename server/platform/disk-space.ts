import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { DomainError } from './errors.ts';

/** Less free room than this share of the disk, or than this many bytes where a share would be much, counts as full (RELIABILITY I18). */
const LEAST_SHARE = 0.05;
const LEAST_BYTES = 1024 ** 3;

/** Whether the disk under this folder has room to go on; what is left beyond that is for the database, which cannot do without. */
export async function hasRoom(folder: string): Promise<boolean> {
  return isRoomLeft(await statfs(folder));
}

/** The rule behind it, on what `statfs` says of a disk. */
export function isRoomLeft({ bavail, blocks, bsize }: Pick<StatsFs, 'bavail' | 'blocks' | 'bsize'>): boolean {
  return bavail * bsize >= Math.min(blocks * bsize * LEAST_SHARE, LEAST_BYTES);
}

/** Refuses with 507 to store a file on a disk that is almost full. */
export async function requireRoom(folder: string): Promise<void> {
  if (await hasRoom(folder)) return;
  throw new DomainError('no-space', 'no-space', 'The disk of the server is almost full; nothing was stored', {
    retryAfter: 60,
  });
}
