import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PDFParser } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { beginSignature } from '../../../server/pdf-signatures/produce/sign-pdf.ts';
import { signerText } from '../../../server/pdf-signatures/produce/signer-text.ts';
import { files, LocalFileStore, useFiles } from '../../../server/platform/files/files.ts';
import { stopWorkers } from '../../../server/platform/worker/worker-pool.ts';
import { beginOnStored, completeOnStored } from '../../../server/signing/signatures/signature-lane.ts';
import { verifyInWorker } from '../../../server/signing/verification/verify-in-worker.ts';
import { aDemoAuthority, aPreparedPdf, leaderName, signingTime, signWith } from '../../support/signing.ts';

/** How often a PDF is read in this process while something is done. */
async function readHere(work: () => Promise<unknown>): Promise<number> {
  const real = PDFParser.forBytesWithOptions;
  let count = 0;
  PDFParser.forBytesWithOptions = (...request) => {
    count += 1;
    return real(...request);
  };
  try {
    await work();
  } finally {
    PDFParser.forBytesWithOptions = real;
  }
  return count;
}

describe('Signing a stored file', function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-files-'));
    useFiles(await LocalFileStore.at(folder));
  });
  after(async () => {
    await stopWorkers();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives the signed file, and reads it elsewhere than where everybody is served', async () => {
    const { leader, authority } = await aDemoAuthority();
    const request = {
      certificate: leader.certificate,
      chain: leader.chain,
      signingTime,
      timestamped: false,
      appearance: signerText(leaderName, signingTime),
    };
    const { pdf } = await aPreparedPdf();
    const { sha256 } = await files().put(pdf);
    expect(await readHere(() => beginSignature(pdf, { ...request, field: 'leader' }))).to.equal(1);
    let signedSha256 = '';
    const readings = await readHere(async () => {
      const begun = await beginOnStored(sha256, request);
      signedSha256 = (await completeOnStored(begun, await signWith(leader)(begun.signedAttributes))).sha256;
    });
    expect(readings).to.equal(0);
    const signed = await files().read(signedSha256);
    expect(Buffer.from(signed.subarray(0, pdf.length)).equals(pdf)).to.equal(true);
    const trust = { anchors: [authority.root.certificate], intermediates: [] };
    const options = { trust, at: signingTime, softRevocation: true };
    const { verdict } = await verifyInWorker(await files().forWorker(signedSha256), options, 'signing');
    expect(verdict).to.equal('valid');
  });
});
