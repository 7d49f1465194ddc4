import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../audit/tree/canonical-json.ts';
import type { SignedTreeHead } from '../../audit/tree/tree-head.ts';

const FORMAT = 'vanban-stamp/1';

/** What an authority stamps: which signed heads of logs there were, by the SHA-256 of their texts. It tells nothing else of them. */
const stampedText = z.strictObject({
  format: z.literal(FORMAT),
  heads: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(100_000),
});

/** The text that is stamped for these heads. */
export function textOfStamp(heads: readonly SignedTreeHead[]): string {
  return canonicalJson({ format: FORMAT, heads: heads.map(hashOfHead).toSorted() });
}

/** The hashes of the heads in such a text; throws what another text is refused with. */
export function headsInStamp(text: string): readonly string[] {
  return stampedText.parse(JSON.parse(text)).heads;
}

/** By which a stamp names a head. */
export function hashOfHead({ text }: Pick<SignedTreeHead, 'text'>): string {
  return createHash('sha256').update(text).digest('hex');
}
