import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Call, Work } from './engine-in-thread.ts';
import { IndexFile, isDamage, removeIndexFile } from './index-file.ts';

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

const pathOf = (agencyId: string): string => {
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(agencyId)) throw new Error(`No agency has the id ${agencyId}`);
  return join(folder, `${agencyId}.sqlite`);
};

/** The file of an agency; undefined where it has none and none is to be made. */
function fileOf(agencyId: string, { make }: { readonly make: boolean }): IndexFile | undefined {
  const path = pathOf(agencyId);
  const before = open.get(agencyId);
  open.delete(agencyId);
  if (make && !before) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = before ?? (make ? IndexFile.openOrMake(path) : IndexFile.open(path));
  if (file) open.set(agencyId, file);
  const [oldest] = open.keys();
  if (open.size > MOST_OPEN && oldest !== undefined) closeFile(oldest);
  return file;
}

function closeFile(agencyId: string): void {
  open.get(agencyId)?.close();
  open.delete(agencyId);
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

const work: Work = {
  find: (agencyId, question) => asking(agencyId, (file) => file.find(question), []),
  write: (agencyId, changes) => writing(agencyId, (file) => file.write(changes)),
  known: (agencyId, kind, ids) => asking(agencyId, (file) => file.known(kind, ids), []),
  after: (agencyId, last, most) => asking(agencyId, (file) => file.after(last, most), []),
  forget: (agencyId, hits) => writing(agencyId, (file) => file.forget(hits)),
  isWhole: (agencyId) => asking(agencyId, (file) => file.isWhole(), true),
  clear: (agencyId) => writing(agencyId, (file) => file.clear()),
  agencies: () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readdirSync(folder).flatMap((name) => /^(.+)\.sqlite$/.exec(name)?.[1] ?? []);
  },
  settle: () => {
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
    if (typeof agencyId === 'string' && isDamage(error)) {
      closeFile(agencyId);
      removeIndexFile(pathOf(agencyId));
    }
    throw error;
  }
}

port.on('message', (call: Call) => {
  try {
    port.postMessage({ number: call.number, value: carryOut(call) });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    port.postMessage({ number: call.number, failure, isDamage: isDamage(error) });
  }
});
