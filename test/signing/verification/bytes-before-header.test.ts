import { expect } from 'chai';
import { readPageText } from '../../../server/intake/read-page-text.ts';
import { preparePdf } from '../../../server/pdf-signatures/produce/prepare-pdf.ts';
import { readyToSign } from '../../../server/pdf-signatures/produce/rewrite-pdf.ts';
import type { VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { explain } from '../../../server/pdf-signatures/verify/explain.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { arrivalRendition } from '../../../server/signing/renditions/arrival-rendition.ts';
import { lastSignature } from '../../support/attacks/pdf-bytes.ts';
import { behindBytes } from '../../support/odd-pdfs.ts';
import { aDemoAuthority, aLetterPdf, aSealedPdf, leaderName, signed } from '../../support/signing.ts';

const prefixes = {
  'one byte': 'x',
  'a print job': 'PRNTJOB 0001 \0\u0001\u0002',
  'nearly a kilobyte': 'x'.repeat(1_019),
};

describe('A PDF with bytes before its header', () => {
  let options: VerifyOptions;

  before(async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
  });

  for (const [what, before] of Object.entries(prefixes)) {
    for (const objectStreams of [true, false]) {
      it(`is read, stamped and prepared like any other – ${what}, ${objectStreams ? 'streams' : 'a table'}`, async () => {
        const pdf = behindBytes(await aLetterPdf({ objectStreams }), before);
        expect(await verifyPdf(pdf, options)).to.deep.include({ verdict: 'no-signature', reasons: [] });
        expect((await readPageText(pdf)).text[0]?.pieces).to.have.length.greaterThan(5);
        const { pdf: prepared, fields } = await preparePdf(pdf, { signerName: leaderName });
        expect(Buffer.from(prepared).subarray(0, 5).toString()).to.equal('%PDF-');
        expect(fields.map(({ name }) => name)).to.include.members(['number', 'leader', 'seal']);
      });
    }
  }

  it('gets its arrival stamp', async () => {
    const stamp = { agency: 'Sở Nội vụ', number: '12', day: '05/11/2026' };
    const rendition = await arrivalRendition(behindBytes(await aLetterPdf(), prefixes['a print job']), stamp);
    expect(Buffer.from(rendition).subarray(0, 5).toString()).to.equal('%PDF-');
  });

  it('is signed from its header on, and the signature holds', async () => {
    const { leader } = await aDemoAuthority();
    const base = await readyToSign(behindBytes(await aLetterPdf(), prefixes['a print job']));
    const pdf = await signed(base, leader, { field: 'Ký', newField: {} });
    const report = await verifyPdf(pdf, options);
    expect(report).to.include({ verdict: 'valid' });
    expect(report.signatures[0]?.coverage).to.equal('whole-file');
  });

  it('that were put before a signed file are covered by no signature: unclear, and said', async () => {
    const sealed = await aSealedPdf();
    const report = await verifyPdf(behindBytes(sealed, 'PRNTJOB 0001\n'), options);
    expect(report.verdict).to.equal('unclear');
    expect(report.reasons).to.deep.equal(['bytes-before-header']);
    expect(report.signatures.map(({ verdict, coverage }) => [verdict, coverage])).to.deep.equal([
      ['valid', 'earlier-revision'],
      ['valid', 'earlier-revision'],
    ]);
    expect(explain(report, 'vi').whole.why).to.contain('Trước phần đầu của tệp có dữ liệu lạ');
  });

  it('do not save a file that was altered as well', async () => {
    const sealed = Buffer.from(await aSealedPdf());
    const { gapStart } = lastSignature(sealed);
    sealed[gapStart - 200] = (sealed[gapStart - 200] ?? 0) ^ 1;
    expect((await verifyPdf(behindBytes(sealed, 'x'), options)).verdict).to.equal('invalid');
  });
});
