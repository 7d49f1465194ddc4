import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PDFDocument } from 'pdf-lib';
import { files, LocalFileStore, useFiles } from '../../server/platform/files.ts';
import { stopWorkers } from '../../server/platform/worker/worker-pool.ts';
import { signerText } from '../../server/signing/produce/appearance.ts';
import { beginSignature } from '../../server/signing/produce/sign-pdf.ts';
import { beginOnStored, completeOnStored } from '../../server/signing/signature-lane.ts';
import { verifyInWorker } from '../../server/signing/verify/verify-in-worker.ts';
import { aDemoAuthority, aPreparedPdf, leaderName, signingTime, signWith } from '../support/signing.ts';

/** A prepared letter with as many objects as a long form has, so that reading it takes its time. */
async function aLongPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.load((await aPreparedPdf()).pdf, { updateMetadata: false });
  const { context } = document;
  const objects = Array.from({ length: 10_000 }, (_, index) => context.register(context.obj({ Note: index })));
  document.getPage(0).node.set(context.obj('Notes'), context.obj(objects));
  return await document.save({ useObjectStreams: false });
}

/** What work costs this process in processor time, whatever else the machine does. */
async function costHere(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
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
    const pdf = await aLongPdf();
    const { sha256 } = await files().put(pdf);
    const cheap = await files().put((await aPreparedPdf()).pdf);
    await beginOnStored(cheap.sha256, request); // starts the process
    const readingHere = await costHere(() => beginSignature(pdf, { ...request, field: 'leader' }));
    let signedSha256 = '';
    const signing = await costHere(async () => {
      const begun = await beginOnStored(sha256, request);
      signedSha256 = (await completeOnStored(begun, await signWith(leader)(begun.signedAttributes))).sha256;
    });
    expect(signing).to.be.lessThan(readingHere / 3);
    const signed = await files().read(signedSha256);
    expect(Buffer.from(signed.subarray(0, pdf.length)).equals(pdf)).to.equal(true);
    const trust = { anchors: [authority.root.certificate], intermediates: [] };
    const options = { trust, at: signingTime, softRevocation: true };
    const { verdict } = await verifyInWorker(await files().forWorker(signedSha256), options, 'signing');
    expect(verdict).to.equal('valid');
  });
});
