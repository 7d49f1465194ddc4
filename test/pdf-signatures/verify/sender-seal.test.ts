import { expect } from 'chai';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { tryReadCertificate } from '../../../server/pdf-signatures/crypto/certificates/certificate.ts';
import type { Sender, VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { explain, isOriginal } from '../../../server/pdf-signatures/verify/explain.ts';
import type { KnownAs } from '../../../server/pdf-signatures/verify/names-agency.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { aDemoAuthority, agencyName, aSealedPdf, leaderName, signingTime, signWith } from '../../support/signing.ts';

const sender: KnownAs = {
  name: agencyName,
  parentName: 'Ủy ban nhân dân tỉnh Sao Mai',
  place: 'Sao Mai',
  symbol: 'SNV',
  code: 'H99.08',
  oldCode: null,
};
const another: KnownAs = { ...sender, name: 'Sở Tài chính', symbol: 'STC', code: 'H99.11' };

/** What the receiver of a document reads that comes from this agency and bears the seal of that key. */
async function judged(from: Partial<Sender>, key?: DemoKey) {
  const { authority } = await aDemoAuthority();
  const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
  const options: VerifyOptions = { trust, at: signingTime, softRevocation: true };
  const pdf = await aSealedPdf(
    key === undefined ? {} : { certificate: key.certificate, chain: key.chain, sign: signWith(key) },
  );
  return await verifyPdf(pdf, { ...options, sender: { agency: sender, seals: [], ...from } });
}

describe('the seal of a document that comes from an agency', () => {
  it('is that agency’s by its name, or because it is enrolled for it', async () => {
    expect(await judged({})).to.deep.include({ verdict: 'valid', reasons: [] });
    const { seal } = await aDemoAuthority();
    const enrolled = [tryReadCertificate(seal.certificate)?.fingerprint ?? ''];
    expect(await judged({ agency: another, seals: enrolled })).to.deep.include({ verdict: 'valid', reasons: [] });
  });

  it('is another agency’s: the verdict is left open, and the document is no original', async () => {
    const report = await judged({ agency: another });
    expect(report).to.deep.include({ verdict: 'unclear', reasons: ['seal-of-another'] });
    expect(isOriginal(report)).to.equal(false);
    const { whole } = explain(report, 'vi');
    expect(whole.why).to.contain('không phải của cơ quan gửi');
    expect(whole.whatToDo).to.contain('Không dùng như bản chính');
  });

  it('is a person’s, or there is none: the verdict is left open, and the document is no original', async () => {
    const { authority } = await aDemoAuthority();
    const report = await judged({}, await authority.issue({ purpose: 'person', commonName: leaderName }));
    expect(report).to.deep.include({ verdict: 'unclear', reasons: ['seal-missing'] });
    expect(isOriginal(report)).to.equal(false);
    expect(explain(report, 'vi').whole.whatToDo).to.contain('Chưa thay được bản chính');
  });
});
