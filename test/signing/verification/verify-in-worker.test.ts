import { expect } from 'chai';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { verifyInWorker } from '../../../server/signing/verification/verify-in-worker.ts';
import { aDemoAuthority, aSealedPdf } from '../../support/signing.ts';

describe('Verifying in a process of its own', () => {
  it('gives the report that verifying here gives', async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    const options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
    const sealed = await aSealedPdf();
    const report = await verifyInWorker(sealed, options);
    expect(report).to.deep.equal(await verifyPdf(sealed, options));
    expect(report.verdict).to.equal('valid');
  });
});
