import mongoose from 'mongoose';
import { currentTime } from '../../platform/clock.ts';
import { countRows } from '../../platform/database/store.ts';
import { headOf, leafHashes, subtreesOf } from '../heads/log-tree.ts';
import { logChecks } from '../store.ts';
import { append, type Hash, rootOf, type Tree, treeOf } from '../tree/merkle-tree.ts';

/** How many of the newest leaves are looked at when the server starts; the nightly look takes all. */
const RECENT = 10_000;

/**
 * Whether the newest leaves of a log lead to its head; keeps what was found for the page of the log’s state. It catches a database
 * that was put back or edited at the end, in seconds; everything else is the nightly look’s.
 */
export async function checkRecent(log: string): Promise<string | null> {
  const head = await headOf(log);
  const fault = await recentFault(log, head.size, Buffer.from(head.root, 'base64'));
  await keepCheck(log, head.size, fault);
  return fault;
}

async function recentFault(log: string, size: number, root: Hash): Promise<string | null> {
  // From a place where whole tiles end, so that what lies before costs a few reads.
  const start = Math.max(0, Math.floor((size - RECENT) / 256) * 256);
  let tree: Tree = await treeOf(start, subtreesOf(log));
  for await (const leaf of leafHashes(log, start, size)) tree = append(tree, leaf);
  if (tree.size !== size) return `entries-missing: ${size - tree.size} of the last ${size - start} entries are gone`;
  return Buffer.compare(rootOf(tree), root) === 0
    ? null
    : `root-differs: one of the entries ${start} to ${size - 1} was changed`;
}

/** Keeps what a look at a log found. */
export async function keepCheck(log: string, size: number, fault: string | null): Promise<void> {
  await logChecks.model.updateOne(
    { _id: log },
    { $set: { log, size, fault, checkedAt: currentTime() }, $setOnInsert: { version: 1 } },
    { upsert: true },
  );
}

/** How many logs the last look found changed. */
export async function faultyLogs(): Promise<number> {
  return await countRows(logChecks, { fault: mongoose.trusted({ $ne: null }) });
}
