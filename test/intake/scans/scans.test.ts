import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { intakeContract } from '../../../server/intake/contract.ts';
import { readPageText } from '../../../server/intake/read-page-text.ts';
import { fileKeyOf } from '../../../server/intake/scans/scanned-page.ts';
import { scannedPages } from '../../../server/intake/scans/store.ts';
import { keepText } from '../../../server/intake/texts/keep-text.ts';
import { textsOf } from '../../../server/intake/texts/queries.ts';
import { PDFDocument } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { readAll } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { forgetDerived } from '../../../server/platform/files/sweep-files.ts';
import { jobs } from '../../../server/platform/ledger/jobs.ts';
import { uploads } from '../../../server/platform/uploads/upload-store.ts';
import { incomingContract } from '../../../server/registry/incoming/contract.ts';
import { ask, refused, send } from '../../support/ask.ts';
import { type Agent, eventsOf } from '../../support/identity.ts';
import { upload } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aMarkedPdf, aScan } from '../../support/scans.ts';
import { aLetterPdf } from '../../support/signing.ts';

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a scan that is taken in', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let clerk: Agent;
  let letter: Uint8Array;
  let scan: Uint8Array;
  let sha256: string;
  let params: { uploadId: string };
  before(async () => {
    clerk = await province.signIn('vanthu', 'snv');
    letter = await aLetterPdf();
    scan = await aScan([{}, { pdf: letter }, { pdf: letter, turned: 90 }]);
    sha256 = digestOf(scan);
    params = { uploadId: await upload(clerk, scan, 'may-quet.pdf') };
  });

  it('is begun to be recognised by whoever asks for its fields, once', async () => {
    for (let times = 0; times < 2; times += 1) {
      const { fields, hasText, scan: progress } = await ask(clerk, intakeContract.readFields, { params });
      expect({ fields, hasText }).to.deep.equal({ fields: [], hasText: false });
      expect(progress).to.deep.equal({ pages: 3, done: 0, blank: [], failed: [], turned: [] });
    }
    expect(await readAll(jobs, { kind: 'read-scan' })).to.have.length(1);
  });

  it('gives its fields, each to be looked at, whichever way its sheets lay', async () => {
    await province.work();
    const progress = await ask(clerk, intakeContract.readScan, { params });
    expect(progress).to.deep.equal({ pages: 3, done: 3, blank: [1], failed: [], turned: [3] });
    const pages = await readAll(scannedPages, { file: fileKeyOf(sha256) });
    expect(pages.find(({ page }) => page === 3)).to.include({ turn: 270, state: 'read' });
    for (const { words } of pages.slice(1)) expect(words).to.include('Sở');
    const { scan: known, fields } = await ask(clerk, intakeContract.readFields, { params });
    expect(known).to.deep.equal(progress);
    expect(fields.map(({ confidence }) => confidence)).to.not.include('sure');
  });

  it('is kept as it came, and is had as a copy that is searched in, named so', async () => {
    const issuer = { name: 'Công ty Ánh Dương' };
    const body = { typeCode: 'cong-van', issuedOn: '2026-01-05', issuer, subject: 'Bản quét', ...params };
    const { id: documentId, files: registered } = await ask(clerk, incomingContract.registerIncoming, { body });
    expect(registered[0]?.sha256).to.equal(sha256);
    expect(Buffer.from(await files().read(sha256)).equals(Buffer.from(scan))).to.equal(true);
    const answer = await send(clerk, intakeContract.searchableRendition, { params: { documentId } });
    expect(decodeURIComponent(answer.headers['content-disposition'] ?? '')).to.include(
      'may-quet (bản tra cứu, không phải bản gốc).pdf',
    );
    const { text } = await readPageText(answer.body);
    const said = text.map(({ pieces }) => pieces.map((piece) => piece.text).join(' '));
    expect(said[1])
      .to.match(/Sở/)
      .and.to.match(/không phải bản gốc/);
    const outsider = await province.signIn('vanthu', 'skhcn');
    const asked = { params: { documentId } };
    expect((await send(outsider, intakeContract.searchableRendition, asked)).status).to.equal(404);
    expect(await refused(outsider, intakeContract.readScanOfIncoming, asked)).to.equal('404 not-found');
  });

  it('has its text known by page, as a PDF with text has, until the file is forgotten', async () => {
    await upload(clerk, letter, 'thu.pdf');
    const both = [sha256, digestOf(letter)];
    const known = async () => [...(await textsOf(both, new Date())).values()];
    expect((await known()).map(({ isRead }) => isRead)).to.deep.equal([false, false]);
    for (const one of both) await keepText('snv', one);
    const [scanned, said] = await known();
    expect([scanned?.isWhole, said?.isWhole]).to.deep.equal([true, true]);
    expect([scanned?.pages.map(([page]) => page), said?.pages[0]?.[0]]).to.deep.equal([[2, 3], 1]);
    for (const page of [scanned?.pages[0], said?.pages[0]]) expect(page?.[1]).to.include('Sở');
    await forgetDerived(digestOf(letter));
    expect((await known()).map(({ isRead }) => isRead)).to.deep.equal([true, false]);
  });

  it('gives pages to a further file of its sender’s, and of nobody else’s', async () => {
    const body = { name: 'ghep', parts: [{ ...params, pages: [2, 1] }] };
    const joined = await ask(clerk, intakeContract.joinUploads, { body });
    expect(joined).to.include({ name: 'ghep.pdf', mediaType: 'application/pdf' });
    expect((await PDFDocument.load(await files().read(joined.sha256))).getPageCount()).to.equal(2);
    const outsider = await province.signIn('vanthu', 'skhcn');
    expect(await refused(outsider, intakeContract.joinUploads, { body })).to.equal('404 not-found');
  });

  it('is erased where its first page bears a degree of secrecy, and the log says no word of it', async () => {
    const bytes = await aMarkedPdf('TỐI MẬT');
    const digest = createHash('sha256').update(bytes).digest('hex');
    const asked = { params: { uploadId: await upload(clerk, bytes, 'ke-hoach-tac-chien.pdf') } };
    expect(await files().has(digest)).to.equal(true);
    for (let times = 0; times < 2; times += 1)
      expect(await refused(clerk, intakeContract.readFields, asked)).to.equal('422 state-secret');
    expect(await files().has(digest)).to.equal(false);
    const [row] = await readAll(uploads, { _id: asked.params.uploadId });
    expect(row).to.include({ name: '', sha256: '', refused: 'state-secret' });
    const told = (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'state-secret-erased');
    expect(told).to.deep.equal([{ type: 'state-secret-erased' }]);
  });
});
