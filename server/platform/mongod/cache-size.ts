import { totalmem } from 'node:os';

const MEGABYTE = 1024 ** 2;
/** What MongoDB needs at least, and what a search among 250,000 documents needs to be quick (docs/benchmarks.md). */
const bounds = { least: 256, enough: 1024 };

/**
 * Megabytes for the storage engine of the embedded `mongod` where nobody has said how many: a quarter of the memory beyond the first
 * gigabyte, which the server, its workers and the system need; MongoDB itself would take half and leave a small machine no room for them.
 */
export function cacheMegabytesOf(memoryBytes: number): number {
  const share = Math.floor((memoryBytes / MEGABYTE - 1024) / 4);
  return Math.min(bounds.enough, Math.max(bounds.least, share));
}

/** The memory that this process may use: the machine's, or less where its container says so. */
export function memoryHere(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
