import { createHash } from 'node:crypto';
import { signHead } from '../../audit/heads/sign-head.ts';
import { logHeads } from '../../audit/store.ts';
import { readTreeHead } from '../../audit/tree/read-tree-head.ts';
import type { SignedTreeHead } from '../../audit/tree/tree-head.ts';
import type { Timestamper } from '../../pdf-signatures/produce/authority/timestamp-client.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll } from '../../platform/database/store.ts';
import { newId } from '../../platform/ids.ts';
import { textOfStamp } from './head-stamp.ts';
import { headStamps } from './store.ts';

/**
 * Has the heads of all logs that have grown stamped by one token, and keeps that; asks for none when nothing has grown. `stamped` tells how far each log was
 * stamped before, and is kept up to date. Refuses as `signHead` and the authority do.
 */
export async function stampHeads(timestamp: Timestamper, stamped: Map<string, number>): Promise<void> {
  const grown = (await readAll(logHeads, {})).filter(({ id, size }) => stamped.get(id) !== size);
  const heads: SignedTreeHead[] = [];
  for (const { id } of grown) {
    const head = await signHead(id);
    if (head) heads.push(head);
  }
  if (heads.length === 0) return;
  const text = textOfStamp(heads);
  const token = await timestamp(createHash('sha256').update(text).digest());
  const named = heads.map(readTreeHead).map(({ log, epoch, size }) => ({ log, epoch, size }));
  await headStamps.model.create({
    ...{ _id: newId(), at: currentTime(), text, token: Buffer.from(token).toString('base64') },
    ...{ heads: named, version: 1 },
  });
  for (const { log, size } of named) stamped.set(log, size);
}
