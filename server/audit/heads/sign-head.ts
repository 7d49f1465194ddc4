import { currentTime } from '../../platform/clock.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { togetherByKind } from '../../platform/together.ts';
import type { Growth, HeadSigner } from '../keys/head-signer.ts';
import { logHeads, signedHeads } from '../store.ts';
import { readTreeHead } from '../tree/read-tree-head.ts';
import type { SignedTreeHead } from '../tree/tree-head.ts';
import { headOf, leavesWithMarks } from './log-tree.ts';

let signer: HeadSigner | undefined;

/** Connects the log with the key that signs its heads; called once by the composition root. */
export function useHeadSigner(headSigner: HeadSigner): void {
  signer = headSigner;
}

function inUse(): HeadSigner {
  if (!signer) throw new Error('No signer of log heads is in use: call useHeadSigner first');
  return signer;
}

/**
 * The head that goes out with a message of an agency: by then its log holds at least the act that sends it; the common 404 for a log that
 * is empty. Messages of the same moment bear the same one. Refuses as `signHead` does.
 */
export const headToSend: (agencyId: string) => Promise<SignedTreeHead> = togetherByKind(
  (agencyId) => agencyId,
  async ([agencyId]) => await keepSigned(await inUse().sign(agencyId, () => growthOf(agencyId))),
);

/** So long a head is recent. */
const RECENT_MS = 1_000;
const recentHeads = new Map<string, { readonly head: SignedTreeHead; readonly until: number }>();

/** A head that was signed within the last second: for what bears witness of a log, and is no act of it. Refuses as `headToSend` does. */
export async function recentHead(agencyId: string): Promise<SignedTreeHead> {
  const recent = recentHeads.get(agencyId);
  if (recent && performance.now() < recent.until) return recent.head;
  const head = await headToSend(agencyId);
  recentHeads.set(agencyId, { head, until: performance.now() + RECENT_MS });
  return head;
}

/**
 * The newest head of a log, signed and kept; `undefined` while the log is empty. Refuses with `log-went-back` when the database no
 * longer holds what was signed before, and with `log-forged` when it holds what the ledger did not write.
 */
export async function signHead(log: string): Promise<SignedTreeHead | undefined> {
  if (!(await readOne(logHeads, { _id: log }))) return undefined;
  return await headToSend(log);
}

/** Lets the signer remember the log as it is now, without a head that is kept; refuses as `signHead` does. */
export async function followLog(log: string): Promise<void> {
  await inUse().follow(log, () => growthOf(log));
}

/** Lets what a log holds now count without the mark of the ledger. */
export async function excuseLog(log: string): Promise<void> {
  await inUse().excuse(log, () => growthOf(log));
}

/** Signs the log as it is now as the beginning of a new epoch, after a backup was restored on purpose. */
export async function signRestored(log: string): Promise<SignedTreeHead | undefined> {
  if (!(await readOne(logHeads, { _id: log }))) return undefined;
  const [newest] = await readAll(signedHeads, { log }, { sort: { epoch: -1 }, limit: 1 });
  return await keepSigned(await inUse().acceptRestored(log, () => growthOf(log), newest?.epoch ?? 0));
}

/** The logs of which the database holds fewer entries than were signed; it needs no look at the entries. */
export async function logsCutShort(): Promise<{ log: string; size: number; signed: number }[]> {
  const cut: { log: string; size: number; signed: number }[] = [];
  // The memory first: what another process signs meanwhile is no loss.
  for (const { log, size: signed } of await inUse().remembered()) {
    const size = (await readOne(logHeads, { _id: log }))?.size ?? 0;
    if (size < signed) cut.push({ log, size, signed });
  }
  return cut;
}

async function growthOf(log: string): Promise<Growth> {
  const { size, root, time } = await headOf(log);
  return {
    log,
    size,
    root: Buffer.from(root, 'base64'),
    time,
    leavesFrom: (sequence) => leavesWithMarks(log, sequence, size),
  };
}

async function keepSigned(signed: SignedTreeHead): Promise<SignedTreeHead> {
  const { log, epoch, size } = readTreeHead(signed);
  const row = { log, epoch, size, ...signed, signedAt: currentTime(), version: 1 };
  await signedHeads.model.updateOne({ _id: `${log}/${epoch}/${size}` }, { $setOnInsert: row }, { upsert: true });
  return signed;
}
