import { expect } from 'chai';
import { PDFName } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { catalogOf, parsePdf } from '../../../server/pdf-signatures/pdf/pdf-update.ts';
import { preparePdf } from '../../../server/pdf-signatures/produce/prepare-pdf.ts';
import { readyToSign } from '../../../server/pdf-signatures/produce/rewrite-pdf.ts';
import type { VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { appendUpdate, aTarget, withKeys } from '../../support/attacks/pdf-bytes.ts';
import { aReaderEnabledPdf } from '../../support/odd-pdfs.ts';
import { aDemoAuthority, aLetterPdf, aSignedPdf, leaderName, signed } from '../../support/signing.ts';

const rights =
  '<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00> ' +
  '/Reference [<</Type /SigRef /TransformMethod /UR3 /TransformParams <</V /2.2>>>>]>>';

describe('Usage rights of Acrobat (Reader-enabled)', () => {
  let options: VerifyOptions;

  before(async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
  });

  const kinds = {
    UR3: {},
    'UR, as old Acrobats write it': { key: 'UR', method: 'UR' },
    'UR2 under UR3': { method: 'UR2' },
    'written into the permissions themselves': { direct: true },
  };
  for (const [what, kind] of Object.entries(kinds)) {
    it(`are no signature, and no reason not to prepare – ${what}`, async () => {
      const pdf = await aReaderEnabledPdf(kind);
      expect(await verifyPdf(pdf, options)).to.deep.include({ verdict: 'no-signature', reasons: [] });
      const { pdf: prepared } = await preparePdf(pdf, { signerName: leaderName });
      expect(catalogOf(await parsePdf(prepared)).dict.has(PDFName.of('Perms'))).to.equal(false);
      expect(Buffer.from(prepared).includes('adbe.pkcs7.detached')).to.equal(false);
    });
  }

  it('are dropped from an unsigned file before it is signed, since any update breaks them', async () => {
    const { leader } = await aDemoAuthority();
    const base = await readyToSign(await aReaderEnabledPdf());
    expect(catalogOf(await parsePdf(base)).dict.has(PDFName.of('Perms'))).to.equal(false);
    const report = await verifyPdf(await signed(base, leader, { field: 'Ký', newField: {} }), options);
    expect(report).to.include({ verdict: 'valid' });
  });

  it('beside a signature change nothing about it: it holds, it can be lost, it can be forged', async () => {
    const { leader } = await aDemoAuthority();
    // Signed by a reader program that keeps the rights, as Acrobat Reader does.
    const pdf = await signed(await aReaderEnabledPdf({ direct: true }), leader, { field: 'Ký', newField: {} });
    expect(await verifyPdf(pdf, options)).to.include({ verdict: 'valid' });
    const target = aTarget(pdf);
    const emptied = appendUpdate(pdf, {
      objects: { [target.form]: withKeys(target.dictionary(target.form), { Fields: '[]' }) },
    });
    expect((await verifyPdf(emptied, options)).verdict).to.equal('invalid');
  });

  it('do not pass for a signature that was taken out, nor one that certifies for them', async () => {
    const certifying = await verifyPdf(await aReaderEnabledPdf({ extra: 'DocMDP' }), options);
    expect(certifying).to.deep.include({ verdict: 'invalid', reasons: ['signature-removed'] });
    const elsewhere = await verifyPdf(await aReaderEnabledPdf({ key: 'Other' }), options);
    expect(elsewhere).to.deep.include({ verdict: 'invalid', reasons: ['signature-removed'] });
    const beside = Buffer.concat([Buffer.from(await aReaderEnabledPdf())]);
    const trace = beside.toString('latin1').replace('%PDF-1.7\n', '%PDF-1.7\n%/ByteRange [0 5 6 7]\n');
    expect((await verifyPdf(Buffer.from(trace, 'latin1'), options)).verdict).to.not.equal('valid');
  });

  it('granted after a signature are no change of the document; a certification added later is', async () => {
    const { leader } = await aDemoAuthority();
    const pdf = await signed(await aLetterPdf(), leader, { field: 'Ký', newField: {} });
    const target = aTarget(pdf);
    const withPermissions = (permissions: string): Buffer =>
      appendUpdate(pdf, {
        objects: { [target.root]: withKeys(target.dictionary(target.root), { Perms: permissions }) },
      });
    const granted = await verifyPdf(withPermissions(`<</UR3 ${rights}>>`), options);
    expect(granted.verdict).to.equal('valid');
    expect(granted.signatures[0]?.reasons).to.include('metadata-changed');
    const value = target.dictionary(target.field('Ký')).entries.get('V');
    const number = typeof value === 'object' && value !== null && 'number' in value ? value.number : 0;
    expect((await verifyPdf(withPermissions(`<</DocMDP ${number} 0 R>>`), options)).verdict).to.equal('unclear');
  });

  it('taken out of a certified file leave its certification in force', async () => {
    expect((await verifyPdf(await aSignedPdf(), options)).signatures[0]?.certification).to.equal(2);
  });
});
