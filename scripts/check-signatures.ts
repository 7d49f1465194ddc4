import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extendedType, place, simpleContent, simpleType } from '../server/exchange/evidence/container.ts';
import { signDetached } from '../server/pdf-signatures/crypto/sign-detached.ts';
import { signerText } from '../server/pdf-signatures/produce/signer-text.ts';
import { renderTypst } from '../server/platform/render/render-child.ts';
import { archiveOf, exportedAnew } from '../test/support/evidence.ts';
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
  signWith,
} from '../test/support/signing.ts';
import { sealImage, signatureImage } from './demo/images.ts';

/**
 * `npm run check:signatures [-- --keep FOLDER] [--whole]`: makes documents as the main job does, signs, numbers and seals them, signs
 * others in every way – each pair of factors, with `--whole` every combination – and has every judge that is there look at each:
 * pyHanko always, `pdfsig` and EU DSS when found, which also judges containers of evidence. See docs/signatures.md.
 */
interface Sample {
  readonly file: string;
  readonly signatures: number;
  readonly level: 'B' | 'T' | 'LT' | 'LTA';
  /** Evidence of deliveries is signed as CAdES, in ASiC; only EU DSS judges it. */
  readonly format: 'PAdES' | 'CAdES';
}

interface Verdicts {
  readonly judge: string;
  readonly samples: readonly Sample[];
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
const pdfs = await makeSamples();
const samples = [...pdfs, ...(await makeEvidence())];
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
    samples.push({ file: join(folder, `${name}.pdf`), signatures, level, format: 'PAdES' });
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

/** What agencies sign for each other, in an ASiC-S, and the ASiC-E in which it is exported. */
async function makeEvidence(): Promise<Sample[]> {
  const { system } = await aDemoAuthority();
  const content = Buffer.from('{"format":"vanban-message/1"}');
  const signature = await signDetached(content, { ...system, sign: signWith(system) }, signingTime);
  const simple = await archiveOf(
    new Map([
      [place.mimetype, Buffer.from(simpleType)],
      [simpleContent, content],
      [place.signature, signature],
    ]),
  );
  const unsigned = await archiveOf(
    new Map([
      [place.mimetype, Buffer.from(extendedType)],
      [place.message, simple],
      [`${place.files}1-công văn số 5.pdf`, await aLetterPdf()],
    ]),
  );
  const container = await exportedAnew(unsigned, system, {}, signingTime);
  const made = { 'message.asics': simple, 'evidence.asice': container };
  return Object.entries(made).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return { file: join(folder, name), signatures: 1, level: 'B', format: 'CAdES' };
  });
}

async function pyHanko(): Promise<Verdicts> {
  const files = pdfs.map(({ file }) => file);
  const judged = await judgeWithPyHanko({ files, roots: [authority.root.certificate], at: signingTime });
  const entries = judged.map(({ file, error, signatures, timestamps }) => {
    const refused = signatures
      .filter(({ accepted }) => !accepted)
      .map(({ field, modification }) => `${field}: ${modification}`);
    const accepted = signatures.length - refused.length;
    refused.push(...timestamps.filter((stamp) => !stamp.accepted).map(({ field }) => field));
    return [file, { accepted, complaints: error === undefined ? refused : [error] }] as const;
  });
  return { judge: 'pyHanko', samples: pdfs, files: new Map(entries) };
}

async function pdfsig(): Promise<Verdicts | undefined> {
  const found = await run('pdfsig', ['-v']).then(
    () => true,
    () => false,
  );
  if (!found) return undefined;
  const files = new Map<string, { accepted: number; complaints: string[] }>();
  for (const { file } of pdfs) {
    const { stdout } = await run('pdfsig', ['-nocert', file]);
    const lines = [...stdout.matchAll(/Signature Validation: (.*)/g)].map(([, verdict = '']) => verdict);
    const good = 'Signature is Valid.';
    const timestamp = 'Signature has not yet been verified.'; // it does not verify document timestamps
    files.set(file, {
      accepted: lines.filter((line) => line === good).length,
      complaints: lines.filter((line) => line !== good && line !== timestamp),
    });
  }
  return { judge: 'pdfsig', samples: pdfs, files };
}

async function dss(): Promise<Verdicts | undefined> {
  const classpath = process.env.DSS_CLASSPATH;
  if (classpath === undefined) return undefined;
  const paths = samples.map(({ file }) => file);
  const options = ['-cp', classpath, script, root, signingTime.toISOString(), ...paths];
  const { stdout } = await run('java', options, { maxBuffer });
  const files = new Map(paths.map((file) => [file, { accepted: 0, complaints: [] as string[] }]));
  const levels = new Map(samples.map(({ file, level, format }) => [file, `${format}-BASELINE-${level}`]));
  for (const line of stdout.trim().split('\n')) {
    const [file = '', indication = '', format = '', errors = ''] = line.split('\t');
    const entry = files.get(file);
    if (entry === undefined) continue;
    if (indication === 'TOTAL_PASSED' && format === levels.get(file)) entry.accepted += 1;
    else entry.complaints.push(`${indication} ${format} ${errors}`);
  }
  return { judge: 'EU DSS (strict)', samples, files };
}

function report(): number {
  let failures = 0;
  for (const { judge, samples: judged, files } of verdicts) {
    let accepted = 0;
    for (const { file, signatures } of judged) {
      const verdict = files.get(file);
      accepted += verdict?.accepted ?? 0;
      if (verdict?.accepted === signatures && verdict.complaints.length === 0) continue;
      failures += 1;
      console.log(
        `${judge}: ${file}: ${verdict?.accepted ?? 0} of ${signatures} accepted; ${verdict?.complaints.join('; ')}`,
      );
    }
    console.log(`${judge}: ${accepted} signatures in ${judged.length} files accepted`);
  }
  for (const judge of ['pyHanko', 'pdfsig', 'EU DSS (strict)']) {
    if (!verdicts.some((one) => one.judge === judge)) console.log(`${judge}: not found, see docs/signatures.md`);
  }
  return failures;
}
