import type { Filter } from '../../platform/database/filter.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { headOf, proveInclusion } from '../heads/log-tree.ts';
import { type AuditEntry, auditEntries, signedHeads } from '../store.ts';
import { readTreeHead } from '../tree/read-tree-head.ts';
import type { SignedTreeHead } from '../tree/tree-head.ts';

/** Entries of one log with what leads from each to the root: `scripts/verify-log.mjs --proof` needs nothing else. */
export interface ProofOfEntries {
  readonly kind: 'vanban-inclusion-proof';
  readonly format: 1;
  readonly log: string;
  readonly size: number;
  readonly root: string;
  /** The signed head of this size; null when no head has been signed since the last of the entries. */
  readonly signedHead: SignedTreeHead | null;
  readonly entries: readonly { readonly entry: AuditEntry; readonly proof: readonly string[] }[];
}

/** Proves entries of a log: that with a number, those about a document, or others; the common 404 when there is none. */
export async function proveEntries(log: string, about: Filter<AuditEntry>): Promise<ProofOfEntries> {
  const found = await readAll(auditEntries, { agencyId: log, ...about }, { sort: { sequence: 1 } });
  const last = found.at(-1);
  if (!last) throw notFound();
  const [signed] = await readAll(signedHeads, { log }, { sort: { epoch: -1, size: -1 }, limit: 1 });
  const isReached = signed !== undefined && signed.size > last.sequence;
  const { size, root } = isReached ? readTreeHead(signed) : await headOf(log);
  const entries = await Promise.all(
    found.map(async (entry) => ({ entry, proof: await proveInclusion(log, entry.sequence, size) })),
  );
  const signedHead = isReached ? signedHeadOf(signed) : null;
  return { kind: 'vanban-inclusion-proof', format: 1, log, size, root, signedHead, entries };
}

function signedHeadOf({ text, signature, publicKey }: SignedTreeHead): SignedTreeHead {
  return { text, signature, publicKey };
}

/** The log that holds the entries about a document, which is that of its agency; the common 404 when none does. */
export async function logOfDocument(documentId: string): Promise<string> {
  const entry = await readOne(auditEntries, { documentId });
  if (!entry) throw notFound();
  return entry.agencyId;
}
