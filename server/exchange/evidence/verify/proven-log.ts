import { z } from 'zod';
import { isIncluded, leafHash } from '../../../audit/tree/merkle-tree.ts';
import { readTreeHead } from '../../../audit/tree/read-tree-head.ts';
import { type SignedTreeHead, signedTreeHead } from '../../../audit/tree/tree-head.ts';
import type { LogFound } from './evidence-report.ts';

/** What a proof holds that counts: the leaves as they were hashed, the way from each to the root, the signed head. */
const proofForm = z.object({
  kind: z.literal('vanban-inclusion-proof'),
  format: z.literal(1),
  signedHead: z.object(signedTreeHead.shape),
  entries: z.array(z.object({ entry: z.object({ leaf: z.string() }), proof: z.array(z.base64()) })).max(10_000),
});

const leafForm = z.object({
  log: z.string(),
  sequence: z.number().int(),
  at: z.string(),
  event: z.object({
    type: z.string(),
    envelopeSha256: z.string().optional(),
    receiptSha256: z.string().optional(),
  }),
});

/** What a log proves, whose head it is, and of which texts its entries speak, by their hashes. */
export interface ProvenLog {
  readonly log: string;
  readonly head: SignedTreeHead;
  readonly found: LogFound;
  readonly about: readonly string[];
}

/** Reads a proof and follows it: each leaf leads to the root that the head signs. Gives nothing when one does not. */
export function provenLog(value: unknown): ProvenLog | undefined {
  const { signedHead, entries } = proofForm.parse(value);
  const { log, size, root, time } = readTreeHead(signedHead);
  const leaves = entries.map(({ entry, proof }) => {
    const leaf = leafForm.parse(JSON.parse(entry.leaf));
    const way = proof.map((hash) => Buffer.from(hash, 'base64'));
    const leads = isIncluded(leafHash(Buffer.from(entry.leaf)), leaf.sequence, size, way, Buffer.from(root, 'base64'));
    return { ...leaf, leads };
  });
  if (leaves.some((leaf) => !leaf.leads || leaf.log !== log)) return undefined;
  return {
    ...{ log, head: signedHead },
    found: { size, time, entries: leaves.map(({ sequence, at, event }) => ({ sequence, at, type: event.type })) },
    about: leaves
      .flatMap(({ event }) => [event.envelopeSha256, event.receiptSha256])
      .filter((one) => one !== undefined),
  };
}
