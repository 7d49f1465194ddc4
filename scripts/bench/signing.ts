import { execFile } from 'node:child_process';
import { createHash, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PDFDocument, PDFName } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { fillAndSeal } from '../../server/pdf-signatures/produce/fill-and-seal.ts';
import { signerText } from '../../server/pdf-signatures/produce/signer-text.ts';
import { verifyPdf } from '../../server/pdf-signatures/verify/verify-pdf.ts';
import { installedPyHanko, installPyHanko } from '../../test/support/pyhanko.ts';
import {
  aDemoAuthority,
  aLetterPdf,
  aPreparedPdf,
  leaderName,
  signed,
  signingTime,
  signWith,
} from '../../test/support/signing.ts';
import { exportPkcs12 } from '../demo/export-pkcs12.ts';
import { sealImage } from '../demo/images.ts';
import { type Line, measure, type Timing, timingOf } from './measure.ts';

/** Five pages, 250 KB: the document for which docs/benchmarks.md states the goals. */
async function theDocument(): Promise<Uint8Array> {
  const document = await PDFDocument.load(await aLetterPdf({ pages: 5 }), { updateMetadata: false });
  const noise = document.context.stream(randomBytes(200_000), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: 250,
    Height: 800,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 8,
  });
  const page = document.getPage(1);
  page.node.newXObject('Noise', document.context.register(noise));
  page.node.normalizedEntries().Resources.set(PDFName.of('Noted'), PDFName.of('Noise'));
  return (await aPreparedPdf({}, await document.save())).pdf;
}

/** Signing (PAdES B-B, RSA-2048), filling and sealing, verifying: each beside the bare RSA operation and the hash of the same bytes. */
export async function benchSigning(wanted: ReadonlySet<string>): Promise<Line[]> {
  const { authority, leader, seal } = await aDemoAuthority();
  const prepared = await theDocument();
  const appearance = signerText(leaderName, signingTime);
  const image = await sealImage('Sở Nội vụ tỉnh Sao Mai');
  const certified = await signed(prepared, leader, { certify: 2, appearance });
  const value = sign('sha256', certified, leader.privateKey);
  const publicKey = createPublicKey(leader.privateKey);
  const hash = (): unknown => createHash('sha256').update(certified).digest();
  const bareSign = await measure(() => [hash(), sign('sha256', Buffer.alloc(200), leader.privateKey)]);
  const bareVerify = await measure(() => verify('sha256', certified, publicKey, value));
  const theirs = await pyHanko(prepared, certified, await exportPkcs12(leader, '1234'), authority.root.certificate);
  const signing = { what: 'RSA-2048 + SHA-256', timing: bareSign };
  const options = {
    trust: { anchors: [authority.root.certificate], intermediates: [] },
    at: signingTime,
    softRevocation: true,
  };
  const lines: Record<string, () => Promise<Line>> = {
    sign: async () => ({
      what: `sign, B-B, ${Math.round(prepared.length / 1000)} KB, 5 pages`,
      ours: await measure(() => signed(prepared, leader, { certify: 2, appearance })),
      baseline: signing,
      goal: 6,
      other: theirs?.sign,
    }),
    seal: async () => ({
      what: 'fill number and date, then seal',
      ours: await measure(() =>
        fillAndSeal(certified, {
          values: { number: '12', day: '05', month: '11' },
          certificate: seal.certificate,
          chain: seal.chain,
          signingTime,
          sealImage: image,
          sign: signWith(seal),
        }),
      ),
      baseline: signing,
      goal: 15,
    }),
    verify: async () => ({
      what: 'verify the signed document',
      ours: await measure(() => verifyPdf(certified, options)),
      baseline: { what: 'RSA-2048 verify + SHA-256', timing: bareVerify },
      goal: 5,
      other: theirs?.verify,
    }),
  };
  const measured: Line[] = [];
  for (const [name, line] of Object.entries(lines)) if (wanted.has(name)) measured.push(await line());
  return measured;
}

const answer = z.object({ sign: z.array(z.number()), verify: z.array(z.number()) });

/** The same work by pyHanko in the same minute; without Python there is nothing to compare with. */
async function pyHanko(
  unsigned: Uint8Array,
  certified: Uint8Array,
  p12: Uint8Array,
  root: Uint8Array,
): Promise<{ sign: Timing; verify: Timing } | undefined> {
  const found = await installPyHanko().then(
    () => true,
    () => false,
  );
  if (!found) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'vanban-bench-'));
  try {
    const request = {
      unsigned: join(folder, 'unsigned.pdf'),
      signed: join(folder, 'signed.pdf'),
      p12: join(folder, 'leader.p12'),
      pin: '1234',
      root: Buffer.from(root).toString('base64'),
      runs: 30,
    };
    await writeFile(request.unsigned, unsigned);
    await writeFile(request.signed, certified);
    await writeFile(request.p12, p12);
    const script = fileURLToPath(new URL('./time-pyhanko.py', import.meta.url));
    const environment = { ...process.env, PYTHONPATH: installedPyHanko };
    const child = promisify(execFile)('python3', [script], { env: environment });
    child.child.stdin?.end(JSON.stringify(request));
    const times = answer.parse(JSON.parse((await child).stdout));
    return { sign: timingOf(times.sign), verify: timingOf(times.verify) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
