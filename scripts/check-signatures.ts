import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { signerText } from '../server/pdf-signatures/produce/signer-text.ts';
import { renderTypst } from '../server/platform/render/render-child.ts';
import { aHybridPdf } from '../test/support/odd-pdfs.ts';
import { judgeWithPyHanko } from '../test/support/pyhanko.ts';
import { aFileSigned, allWays, nameOfWay, pairwiseWays } from '../test/support/signature-matrix.ts';
import {
  aDemoAuthority,
  agencyName,
  aLetterPdf,
  aPreparedPdf,
  aSealedPdf,
  aSignedPdf,
  leaderName,
  signed,
  signingTime,
} from '../test/support/signing.ts';
import { sealImage, signatureImage } from './demo/images.ts';

/**
 * `npm run check:signatures [-- --keep FOLDER] [--whole]`: makes documents as the main job does, signs, numbers and seals them, signs
 * others in every way – each pair of factors, with `--whole` every combination – and has every judge that is there look at each:
 * pyHanko always, `pdfsig` and EU DSS when found. See docs/signatures.md.
 */
interface Sample {
  readonly file: string;
  readonly signatures: number;
  readonly level: 'B' | 'T' | 'LT' | 'LTA';
}

interface Verdicts {
  readonly judge: string;
  /** Per file: how many signatures it accepts, and what it says against the others. */
  readonly files: ReadonlyMap<string, { readonly accepted: number; readonly complaints: readonly string[] }>;
}

const run = promisify(execFile);
const script = fileURLToPath(new URL('./signatures/ValidateWithDss.java', import.meta.url));
const maxBuffer = 64 * 1024 * 1024;

const keep = process.argv.indexOf('--keep');
const folder = keep < 0 ? mkdtempSync(join(tmpdir(), 'vanban-signatures-')) : (process.argv[keep + 1] ?? '.');
const { authority, leader } = await aDemoAuthority();
const root = join(folder, 'root.pem');
writeFileSync(root, new X509Certificate(authority.root.certificate).toString());
const samples = await makeSamples();
const verdicts = [await pyHanko(), await pdfsig(), await dss()].filter((judged) => judged !== undefined);
const failures = report();
if (keep < 0) rmSync(folder, { recursive: true });
process.exitCode = failures === 0 ? 0 : 1;

async function makeSamples(): Promise<Sample[]> {
  const typst = renderTypst(
    `#set document(title: "Công văn")
     #set page(paper: "a4")
     #set text(font: "Tinos", size: 13pt, lang: "vi")
     Số: #h(13mm)/SNV-VP #h(1fr) _Sao Mai, ngày #h(8mm) tháng #h(8mm) năm 2026_
     #v(5cm)
     #align(right)[GIÁM ĐỐC #v(3cm) ${leaderName}]`,
    signingTime.getTime() / 1000,
  ).pdf;
  const bases = {
    'pdf-lib': await aLetterPdf(),
    'pdf-lib-table': await aLetterPdf({ objectStreams: false, pages: 3 }),
    typst,
    hybrid: await aHybridPdf(),
    numbered: await aLetterPdf({ numbered: true }),
  };
  const blue = { kind: 'signature-image', png: await signatureImage(leaderName) } as const;
  const red = await sealImage(agencyName);
  const person = await authority.issue({ purpose: 'person', commonName: leaderName, keyType: 'p256' });
  const samples: Sample[] = [];
  const keepFile = (name: string, bytes: Uint8Array, signatures: number, level: Sample['level'] = 'B'): void => {
    samples.push({ file: join(folder, `${name}.pdf`), signatures, level });
    writeFileSync(join(folder, `${name}.pdf`), bytes);
  };
  for (const [name, base] of Object.entries(bases)) {
    const { pdf } = await aPreparedPdf({}, base);
    const values = name === 'numbered' ? {} : { number: '12', day: '05', month: '11' };
    for (const [kind, appearance] of [
      ['image', blue],
      ['text', signerText(leaderName, signingTime)],
    ] as const) {
      const certified = await aSignedPdf({ pdf, appearance });
      keepFile(`${name}-${kind}-signed`, certified, 1);
      keepFile(`${name}-${kind}-sealed`, await aSealedPdf({ pdf: certified, sealImage: red, values }), 2);
    }
    const byEcdsa = await signed(pdf, person, { certify: 2, appearance: blue });
    keepFile(`${name}-ecdsa-sealed`, await aSealedPdf({ pdf: byEcdsa, sealImage: red, values }), 2);
  }
  const { pdf } = await aPreparedPdf({ initial: true });
  const initialled = await signed(pdf, person, { field: 'initial', certify: 2 });
  const both = await signed(initialled, leader, { appearance: blue });
  keepFile('initial-leader-seal', await aSealedPdf({ pdf: both, sealImage: red }), 3);
  for (const way of process.argv.includes('--whole') ? allWays() : pairwiseWays())
    keepFile(nameOfWay(way), await aFileSigned(way), way.signatures, way.level);
  return samples;
}

async function pyHanko(): Promise<Verdicts> {
  const files = samples.map(({ file }) => file);
  const judged = await judgeWithPyHanko({ files, roots: [authority.root.certificate], at: signingTime });
  const entries = judged.map(({ file, error, signatures, timestamps }) => {
    const refused = signatures
      .filter(({ accepted }) => !accepted)
      .map(({ field, modification }) => `${field}: ${modification}`);
    const accepted = signatures.length - refused.length;
    refused.push(...timestamps.filter((stamp) => !stamp.accepted).map(({ field }) => field));
    return [file, { accepted, complaints: error === undefined ? refused : [error] }] as const;
  });
  return { judge: 'pyHanko', files: new Map(entries) };
}

async function pdfsig(): Promise<Verdicts | undefined> {
  const found = await run('pdfsig', ['-v']).then(
    () => true,
    () => false,
  );
  if (!found) return undefined;
  const files = new Map<string, { accepted: number; complaints: string[] }>();
  for (const { file } of samples) {
    const { stdout } = await run('pdfsig', ['-nocert', file]);
    const lines = [...stdout.matchAll(/Signature Validation: (.*)/g)].map(([, verdict = '']) => verdict);
    const good = 'Signature is Valid.';
    const timestamp = 'Signature has not yet been verified.'; // it does not verify document timestamps
    files.set(file, {
      accepted: lines.filter((line) => line === good).length,
      complaints: lines.filter((line) => line !== good && line !== timestamp),
    });
  }
  return { judge: 'pdfsig', files };
}

async function dss(): Promise<Verdicts | undefined> {
  const classpath = process.env.DSS_CLASSPATH;
  if (classpath === undefined) return undefined;
  const paths = samples.map(({ file }) => file);
  const options = ['-cp', classpath, script, root, signingTime.toISOString(), ...paths];
  const { stdout } = await run('java', options, { maxBuffer });
  const files = new Map(paths.map((file) => [file, { accepted: 0, complaints: [] as string[] }]));
  const levels = new Map(samples.map(({ file, level }) => [file, `PAdES-BASELINE-${level}`]));
  for (const line of stdout.trim().split('\n')) {
    const [file = '', indication = '', format = '', errors = ''] = line.split('\t');
    const entry = files.get(file);
    if (entry === undefined) continue;
    if (indication === 'TOTAL_PASSED' && format === levels.get(file)) entry.accepted += 1;
    else entry.complaints.push(`${indication} ${format} ${errors}`);
  }
  return { judge: 'EU DSS (strict)', files };
}

function report(): number {
  let failures = 0;
  for (const { judge, files } of verdicts) {
    let accepted = 0;
    for (const { file, signatures } of samples) {
      const verdict = files.get(file);
      accepted += verdict?.accepted ?? 0;
      if (verdict?.accepted === signatures && verdict.complaints.length === 0) continue;
      failures += 1;
      console.log(
        `${judge}: ${file}: ${verdict?.accepted ?? 0} of ${signatures} accepted; ${verdict?.complaints.join('; ')}`,
      );
    }
    console.log(`${judge}: ${accepted} signatures in ${samples.length} files accepted`);
  }
  for (const judge of ['pyHanko', 'pdfsig', 'EU DSS (strict)']) {
    if (!verdicts.some((one) => one.judge === judge)) console.log(`${judge}: not found, see docs/signatures.md`);
  }
  return failures;
}
