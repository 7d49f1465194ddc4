import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Answer, Call, Outcome, Work } from './engine-in-thread.ts';
import { IndexFile, isBusy, isDamage, removeIndexFile } from './index-file.ts';
import type { Awaiting, Change } from './search-engine.ts';

/*
 * Entry of a thread that has the files of all agencies open: SQLite answers at once and makes its caller wait, which must not be the thread
 * that serves requests.
 */
const { folder } = z.object({ folder: z.string() }).parse(workerData);
const port = parentPort;
if (!port) throw new Error('This file runs as a thread');

/** Those used last are kept open. */
const MOST_OPEN = 50;
const open = new Map<string, IndexFile>();
/** Which file it was, of all that were ever opened here. */
const inodes = new Map<string, number | undefined>();

/** Agencies of whose documents none awaits text, as far as this process has written them. */
const settled = new Set<string>();

/** Whether what an index held is gone, since the last answer said so. */
let hasLost = false;

/** Files of other names are none of ours. */
const namePattern = /^([0-9A-Za-z_-]{1,64})\.search-index$/;

const pathOf = (agencyId: string): string => {
  const name = `${agencyId}.search-index`;
  if (!namePattern.test(name)) throw new Error(`No agency has the id ${agencyId}`);
  return join(folder, name);
};

const inodeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.ino;

/** The file of an agency; undefined where it has none and none is to be made. */
function fileOf(agencyId: string, { make }: { readonly make: boolean }): IndexFile | undefined {
  const path = pathOf(agencyId);
  closeReplaced(agencyId);
  const before = open.get(agencyId);
  open.delete(agencyId);
  if (make && !before) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = before ?? (make ? IndexFile.openOrMake(path) : IndexFile.open(path));
  if (file) open.set(agencyId, file);
  if (file && !before) inodes.set(agencyId, inodeOf(path));
  const [oldest] = open.keys();
  if (open.size > MOST_OPEN && oldest !== undefined) closeFile(oldest);
  return file;
}

/** Another process, or a person, took the file away in which it was: what is written to it nobody would find again. */
function closeReplaced(agencyId: string): void {
  if (!inodes.has(agencyId) || inodes.get(agencyId) === inodeOf(pathOf(agencyId))) return;
  closeFile(agencyId);
  inodes.delete(agencyId);
  hasLost = true;
}

function closeFile(agencyId: string): void {
  open.get(agencyId)?.close();
  open.delete(agencyId);
}

/** Takes a damaged file away, unless another process was quicker and has put a new one in its place. */
function removeDamaged(agencyId: string): void {
  const path = pathOf(agencyId);
  closeFile(agencyId);
  if (!inodes.has(agencyId) || inodes.get(agencyId) === inodeOf(path)) removeIndexFile(path);
  inodes.delete(agencyId);
  hasLost = true;
}

/** Asks a file that may be missing. */
function asking<T>(agencyId: string, ask: (file: IndexFile) => T, none: T): T {
  const file = fileOf(agencyId, { make: false });
  return file ? ask(file) : none;
}

function writing(agencyId: string, write: (file: IndexFile) => void): null {
  const file = fileOf(agencyId, { make: true });
  if (file) write(file);
  return null;
}

function write(agencyId: string, changes: readonly Change[]): null {
  if (changes.some(({ awaitsText }) => awaitsText)) settled.delete(agencyId);
  return writing(agencyId, (file) => file.write(changes));
}

/** A file in which nothing awaits text is not opened each time for that. */
function awaiting(agencyId: string, before: number | undefined, most: number): Awaiting[] {
  if (settled.has(agencyId)) return [];
  const found = asking(agencyId, (file) => file.awaiting(before, most), []);
  if (found.length === 0 && before === undefined) settled.add(agencyId);
  return found;
}

function isWhole(agencyId: string): boolean {
  try {
    return asking(agencyId, (file) => file.isWhole(), true);
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** What is damaged cannot be emptied: then it is made anew. That something is gone is what was asked for. */
function clear(agencyId: string): null {
  try {
    writing(agencyId, (file) => file.clear());
  } catch (error) {
    if (!isDamage(error)) throw error;
    removeDamaged(agencyId);
    writing(agencyId, (file) => file.clear());
  }
  hasLost = false;
  return null;
}

const work: Work = {
  find: (agencyId, question) => asking(agencyId, (file) => file.find(question), []),
  write,
  known: (agencyId, kind, ids) => asking(agencyId, (file) => file.known(kind, ids), []),
  after: (agencyId, last, most) => asking(agencyId, (file) => file.after(last, most), []),
  awaiting,
  forget: (agencyId, hits) => writing(agencyId, (file) => file.forget(hits)),
  isWhole,
  clear,
  agencies: () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readdirSync(folder).flatMap((name) => namePattern.exec(name)?.[1] ?? []);
  },
  settle: () => {
    for (const agencyId of [...inodes.keys()]) closeReplaced(agencyId);
    for (const file of open.values()) file.settle();
    return null;
  },
  close: () => {
    for (const agencyId of [...open.keys()]) closeFile(agencyId);
    return null;
  },
};

/** A file that turns out to be damaged is taken away; whoever asked is told, so that what it held is brought in again. */
function carryOut({ name, args }: Call): unknown {
  const does: (...given: never[]) => unknown = work[name];
  try {
    return does(...(args as never[]));
  } catch (error) {
    const [agencyId] = args;
    if (typeof agencyId === 'string' && isDamage(error)) removeDamaged(agencyId);
    throw error;
  }
}

function outcomeOf(call: Call): Outcome {
  try {
    return { value: carryOut(call) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error), isBusy: isBusy(error) };
  }
}

port.on('message', (call: Call) => {
  const outcome = outcomeOf(call);
  port.postMessage({ number: call.number, hasLost, ...outcome } satisfies Answer);
  hasLost = false;
});
