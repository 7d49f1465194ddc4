import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { explain } from '../server/signing/explain.ts';
import { certificatesFromPem } from '../server/signing/trust-list.ts';
import type { VerificationReport, VerifyOptions } from '../server/signing/verification.ts';
import { verifyPdf } from '../server/signing/verify-pdf.ts';

/*
 * Verifies real official documents as they lie in ../shared/samples and compares every verdict with the truth in their
 * manifest. They are not part of the project, so this is run by hand and where the folder is there.
 */
const folder = resolve(import.meta.dirname, '../../shared/samples/documents');
const at = new Date('2026-11-20T00:00:00Z');

const signature = z.object({
  signer_cn: z.string(),
  issuer_cn: z.string(),
  digest: z.string(),
  claimed_time_M: z.string(),
  timestamp: z.object({ gen_time: z.string() }).nullable(),
  covers: z.string(),
});
const manifestSchema = z.object({
  documents: z.array(
    z.object({
      file: z.string(),
      kind: z.string(),
      signatures: z
        .object({ count: z.number(), integrity: z.string().optional(), items: z.array(signature).default([]) })
        .default({ count: 0, items: [] }),
    }),
  ),
});
type Sample = z.infer<typeof manifestSchema>['documents'][number];

function trustOfSamples(): VerifyOptions['trust'] {
  const names = readdirSync(join(folder, 'ca')).filter((name) => name.endsWith('.pem'));
  const read = (part: string): Uint8Array[] =>
    names
      .filter((name) => name.includes(part))
      .flatMap((name) => certificatesFromPem(readFileSync(join(folder, 'ca', name))));
  return { anchors: read('root'), intermediates: read('sub') };
}

/** The verdict that a sample's truth asks for: several signers add visible fields after certification, which in-app is open. */
function expectedVerdict({ signatures }: Sample, changes: 'prepared' | 'permitted'): VerificationReport['verdict'] {
  if (signatures.count === 0) return 'no-signature';
  if (signatures.integrity !== 'intact') return 'invalid';
  if (signatures.items.some(({ digest }) => digest === 'sha1')) return 'unclear';
  return signatures.count > 1 && changes === 'prepared' ? 'unclear' : 'valid';
}

function problemsOf(sample: Sample, report: VerificationReport, changes: 'prepared' | 'permitted'): string[] {
  const problems: string[] = [];
  const compare = (what: string, found: unknown, expected: unknown): void => {
    if (found !== expected) problems.push(`${what}: ${String(found)}, expected ${String(expected)}`);
  };
  compare(`verdict (${changes})`, report.verdict, expectedVerdict(sample, changes));
  compare('signatures', report.signatures.length, sample.signatures.count);
  for (const [index, expected] of sample.signatures.items.entries()) {
    const found = report.signatures[index];
    const broken = sample.signatures.integrity !== 'intact';
    compare(`signer ${index + 1}`, found?.signer.commonName, expected.signer_cn);
    compare(`issuer ${index + 1}`, found?.issuer, expected.issuer_cn);
    compare(`digest ${index + 1}`, found?.digest, expected.digest);
    compare(`coverage ${index + 1}`, found?.coverage, broken ? 'broken' : expected.covers.replaceAll(' ', '-'));
    if (broken) compare(`reason ${index + 1}`, found?.reasons[0], 'byte-range-beyond-file');
    else if (expected.timestamp !== null)
      compare(`time ${index + 1}`, moment(found?.signedAt), moment(expected.timestamp.gen_time));
    else compare(`time source ${index + 1}`, found?.timeSource, 'claimed');
  }
  return problems;
}

const moment = (text: string | undefined): number => Date.parse(text ?? '');

async function checkSamples(): Promise<number> {
  if (!existsSync(join(folder, 'manifest.json'))) {
    console.log('check:samples: ../shared/samples/documents is not here, so there is nothing to check');
    return 0;
  }
  const { documents } = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const trust = trustOfSamples();
  let failures = 0;
  for (const sample of documents) {
    const bytes = readFileSync(join(folder, sample.file));
    const problems: string[] = [];
    for (const changes of ['prepared', 'permitted'] as const) {
      const report = await verifyPdf(bytes, { trust, at, softRevocation: true, changes });
      problems.push(...problemsOf(sample, report, changes));
      if (changes === 'prepared') {
        const { whole } = explain(report, 'vi');
        console.log(
          `${problems.length === 0 ? '✔' : '✗'} ${sample.file}: ${whole.word}, ${report.signatures.length} chữ ký. ${whole.why}`,
        );
      }
    }
    for (const problem of problems) console.log(`    ${problem}`);
    failures += problems.length;
  }
  console.log(
    failures === 0
      ? `check:samples: all ${documents.length} as their manifest says`
      : `check:samples: ${failures} differences`,
  );
  return failures === 0 ? 0 : 1;
}

process.exitCode = await checkSamples();
