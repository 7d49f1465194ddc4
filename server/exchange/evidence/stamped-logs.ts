import { proveInclusion } from '../../audit/heads/log-tree.ts';
import { type AuditEntry, auditEntries } from '../../audit/store.ts';
import { canonicalJson } from '../../audit/tree/canonical-json.ts';
import { readAll } from '../../platform/database/store.ts';
import { firstStampOver, type StampedEntry } from '../../signing/stamps/first-stamp.ts';
import type { Proven } from './proven.ts';

/** A token of time with what it was given over, and the proof that entries of a log stood under it. */
export interface StampedLog {
  readonly text: string;
  readonly token: Uint8Array;
  readonly proof: string;
}

/** For the entries of a log that tell of a message, the first tokens of time that cover each of them, in their order; none where no authority stamps. */
export async function stampedLogs({ agencyId, entries }: Pick<Proven, 'agencyId' | 'entries'>): Promise<StampedLog[]> {
  const found = await readAll(auditEntries, { agencyId, ...entries }, { sort: { sequence: 1 } });
  const byStamp = new Map<string, Covered>();
  for (const entry of found) {
    const stamped = await firstStampOver(entry);
    if (!stamped) continue;
    const { covered } = byStamp.get(stamped.stamp.id) ?? { covered: [] };
    byStamp.set(stamped.stamp.id, { ...stamped, covered: [...covered, entry] });
  }
  return await Promise.all([...byStamp.values()].map(stampedLog));
}

interface Covered extends StampedEntry {
  readonly covered: readonly AuditEntry[];
}

async function stampedLog({ stamp, head, covered }: Covered): Promise<StampedLog> {
  const { log, size, text, signature, publicKey } = head;
  const entries = await Promise.all(
    covered.map(async ({ leaf, sequence }) => ({
      ...{ entry: { leaf }, proof: await proveInclusion(log, sequence, size) },
    })),
  );
  const signedHead = { text, signature, publicKey };
  const proof = canonicalJson({ kind: 'vanban-inclusion-proof', format: 1, signedHead, entries });
  return { text: stamp.text, token: Buffer.from(stamp.token, 'base64'), proof };
}
