import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** Real official documents beside the project; they are no part of it. */
export const samplesFolder = resolve(import.meta.dirname, '../../../shared/samples/documents');

const signature = z.object({
  signer_cn: z.string(),
  issuer_cn: z.string(),
  digest: z.string(),
  claimed_time_M: z.string(),
  timestamp: z.object({ gen_time: z.string() }).nullable(),
  covers: z.string(),
});
const truth = z.object({
  issuer: z.string(),
  number: z.string(),
  notation: z.string(),
  type: z.string(),
  issue_date: z.string(),
  subject: z.string(),
  signer: z.string().nullable(),
  position: z.string().nullable(),
  recipients: z.array(z.string()),
});
const manifest = z.object({
  documents: z.array(
    z.object({
      file: z.string(),
      sha256: z.string(),
      kind: z.enum(['born-digital', 'signed', 'signed-but-altered', 'scanned', 'doc', 'docx', 'mislabelled']),
      truth: truth.nullable(),
      signatures: z
        .object({ count: z.number(), integrity: z.string().optional(), items: z.array(signature).default([]) })
        .default({ count: 0, items: [] }),
    }),
  ),
});

/** One real document with what is known of it. */
export type Sample = z.infer<typeof manifest>['documents'][number];

/** The samples as their manifest describes them; none where the folder is absent. */
export function readSamples(): readonly Sample[] {
  const file = join(samplesFolder, 'manifest.json');
  return existsSync(file) ? manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).documents : [];
}

/** The bytes of a sample, as they lie there. */
export const sampleBytes = ({ file }: Sample): Buffer => readFileSync(join(samplesFolder, file));

/** The verdict that a sample's truth asks for: several signers add visible fields after certification, which in the app is open. */
export function expectedVerdict(
  { signatures }: Sample,
  changes: 'prepared' | 'permitted',
): 'valid' | 'unclear' | 'invalid' | 'no-signature' {
  if (signatures.count === 0) return 'no-signature';
  if (signatures.integrity !== 'intact') return 'invalid';
  if (signatures.items.some(({ digest }) => digest === 'sha1')) return 'unclear';
  return signatures.count > 1 && changes === 'prepared' ? 'unclear' : 'valid';
}

/** Gathers what differs from what was expected, in words. */
export class Differences {
  readonly all: string[] = [];

  compare(what: string, found: unknown, expected: unknown): void {
    if (found !== expected) this.all.push(`${what}: ${String(found)}, expected ${String(expected)}`);
  }
}
