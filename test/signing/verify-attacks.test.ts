import { expect } from 'chai';
import type { VerifyOptions } from '../../server/signing/verification.ts';
import { explain } from '../../server/signing/verify/explain.ts';
import { verifyPdf } from '../../server/signing/verify/verify-pdf.ts';
import { attacks, type SignedFiles } from '../support/attacks/attacks.ts';
import { aDemoAuthority, aSealedPdf, aSignedPdf } from '../support/signing.ts';

describe('Verifying forged files', () => {
  let files: SignedFiles;
  let options: VerifyOptions;

  before(async () => {
    const { authority } = await aDemoAuthority();
    const certified = await aSignedPdf();
    files = { certified, sealed: await aSealedPdf({ pdf: certified }) };
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
  });

  it('calls the files they are made from valid', async () => {
    expect((await verifyPdf(files.certified, options)).verdict).to.equal('valid');
    expect((await verifyPdf(files.sealed, options)).verdict).to.equal('valid');
  });

  for (const attack of attacks) {
    it(`does not call valid – ${attack.class}: ${attack.name}`, async () => {
      const forged = await attack.make(files);
      const report = await verifyPdf(forged, options);
      expect(report.verdict, JSON.stringify(report.signatures.map(({ reasons }) => reasons))).to.not.equal('valid');
      expect(explain(report, 'vi').whole.why).to.not.equal('');
      const permitted = await verifyPdf(forged, { ...options, changes: 'permitted' });
      if (attack.name !== 'a prepared field filled and covered by no later signature')
        expect(permitted.verdict).to.not.equal('valid');
    });
  }
});
