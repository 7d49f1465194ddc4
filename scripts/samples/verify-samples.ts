import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificatesFromPem } from '../../server/pdf-signatures/crypto/certificates/trust-list.ts';
import type { VerificationReport, VerifyOptions } from '../../server/pdf-signatures/verification.ts';
import { explain } from '../../server/pdf-signatures/verify/explain.ts';
import { verifyPdf } from '../../server/pdf-signatures/verify/verify-pdf.ts';
import { Differences, expectedVerdict, type Sample, sampleBytes, samplesFolder } from './manifest.ts';

/** What a check found of one sample: a few words for its line, and every difference from its manifest. */
export interface Finding {
  readonly words: string;
  readonly differences: readonly string[];
}

const at = new Date('2026-11-20T00:00:00Z');

/** Verifies a sample alone, as the application does and as the command line does, and compares signature by signature. */
export async function verifySample(sample: Sample): Promise<Finding> {
  const differences: string[] = [];
  let words = '';
  for (const changes of ['permitted', 'prepared'] as const) {
    const report = await verifyPdf(sampleBytes(sample), { trust: trustOfSamples(), at, softRevocation: true, changes });
    differences.push(...differencesOf(sample, report, changes));
    words = `${explain(report, 'vi').whole.word}, ${report.signatures.length} chữ ký`;
  }
  return { words, differences };
}

let trust: VerifyOptions['trust'] | undefined;

function trustOfSamples(): VerifyOptions['trust'] {
  trust ??= { anchors: certificatesNamed('root'), intermediates: certificatesNamed('sub') };
  return trust;
}

function certificatesNamed(part: string): Uint8Array[] {
  const names = readdirSync(join(samplesFolder, 'ca')).filter((name) => name.endsWith('.pem') && name.includes(part));
  return names.flatMap((name) => certificatesFromPem(readFileSync(join(samplesFolder, 'ca', name))));
}

function differencesOf(sample: Sample, report: VerificationReport, changes: 'prepared' | 'permitted'): string[] {
  const found = new Differences();
  found.compare(`verdict (${changes})`, report.verdict, expectedVerdict(sample, changes));
  found.compare('signatures', report.signatures.length, sample.signatures.count);
  for (const [index, expected] of sample.signatures.items.entries()) {
    const signature = report.signatures[index];
    const broken = sample.signatures.integrity !== 'intact';
    found.compare(`signer ${index + 1}`, signature?.signer.commonName, expected.signer_cn);
    found.compare(`issuer ${index + 1}`, signature?.issuer, expected.issuer_cn);
    found.compare(`digest ${index + 1}`, signature?.digest, expected.digest);
    const coverage = broken ? 'broken' : expected.covers.replaceAll(' ', '-');
    found.compare(`coverage ${index + 1}`, signature?.coverage, coverage);
    if (broken) found.compare(`reason ${index + 1}`, signature?.reasons[0], 'byte-range-beyond-file');
    else if (expected.timestamp === null) found.compare(`time ${index + 1}`, signature?.timeSource, 'claimed');
    else found.compare(`time ${index + 1}`, moment(signature?.signedAt), moment(expected.timestamp.gen_time));
  }
  return found.all;
}

const moment = (text: string | undefined): number => Date.parse(text ?? '');
