import mongoose from 'mongoose';
import { rootAt } from '../../audit/heads/log-tree.ts';
import { type AuditEntry, logHeads, type SignedHead, signedHeads } from '../../audit/store.ts';
import { readTreeHead } from '../../audit/tree/read-tree-head.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { type HeadStamp, headStamps } from './store.ts';

/** A stamp, and the head of a log under which an entry stands in it. */
export interface StampedEntry {
  readonly stamp: HeadStamp;
  readonly head: SignedHead;
}

/** The first stamp over a head of its log that holds an entry; nothing while there is none, and where a restore has put that head back. */
export async function firstStampOver({
  agencyId: log,
  sequence,
  at,
}: Pick<AuditEntry, 'agencyId' | 'sequence' | 'at'>): Promise<StampedEntry | undefined> {
  const heads = mongoose.trusted({ $elemMatch: { log, size: { $gt: sequence } } });
  const since = mongoose.trusted({ $gte: at });
  const [stamp] = await readAll(headStamps, { heads, at: since }, { sort: { at: 1 }, limit: 1 });
  const stamped = stamp?.heads.find((one) => one.log === log);
  if (!stamp || !stamped) return undefined;
  const head = await readOne(signedHeads, { _id: `${log}/${stamped.epoch}/${stamped.size}` });
  return head && (await stands(head)) ? { stamp, head } : undefined;
}

/** Whether the log begins with what this head signs: after a restore it may have gone on otherwise. */
async function stands(head: SignedHead): Promise<boolean> {
  const now = await readOne(logHeads, { _id: head.log });
  if (!now || now.size < head.size) return false;
  return Buffer.from(await rootAt(head.log, head.size)).toString('base64') === readTreeHead(head).root;
}
