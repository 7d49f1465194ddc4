import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { remembered } from '../database/remembered.ts';
import { DomainError } from '../errors.ts';

/** What `statfs` says of a disk. */
export type Measured = Pick<StatsFs, 'bavail' | 'blocks' | 'bsize'>;

/**
 * How much room a disk has: none when less is free than this share of it, or than these bytes where a share would be much; what is left
 * beyond that is for the database, which cannot do without. Low is what somebody should see to before it comes to that.
 */
const least = { share: 0.05, bytes: 1024 ** 3 };
const low = { share: 0.1, bytes: 5 * 1024 ** 3 };

export type Room = 'enough' | 'low' | 'none';

/** The rule. */
export function roomOn({ bavail, blocks, bsize }: Measured): Room {
  const isBelow = ({ share, bytes }: typeof least) => bavail * bsize < Math.min(blocks * bsize * share, bytes);
  if (isBelow(least)) return 'none';
  return isBelow(low) ? 'low' : 'enough';
}

/** Asks the disk on which a folder lies. */
export type MeasureDisk = (folder: string) => Promise<Measured>;

/** A disk does not fill within half a second, and the last word is the system's. */
const measured: MeasureDisk = remembered(
  [],
  (folder: string) => folder,
  async (folder) => await statfs(folder),
);

/** Refuses with 507 to store a file on a disk that is almost full. */
export async function requireRoom(folder: string, measure: MeasureDisk = measured): Promise<void> {
  if (roomOn(await measure(folder)) !== 'none') return;
  throw new DomainError('no-space', 'no-space', 'The disk of the server is almost full; nothing was stored', {
    retryAfter: 60,
  });
}
