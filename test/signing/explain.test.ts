import { expect } from 'chai';
import type { VerificationReport } from '../../server/signing/verification.ts';
import { explain } from '../../server/signing/verify/explain.ts';
import { explanationTexts } from '../../server/signing/verify/explanation-texts.ts';
import { severityOf } from '../../server/signing/verify/verdict.ts';
import { verifyPdf } from '../../server/signing/verify/verify-pdf.ts';
import { aDemoAuthority, aSealedPdf } from '../support/signing.ts';

describe('Explaining a verdict', () => {
  let report: VerificationReport;

  before(async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    report = await verifyPdf(await aSealedPdf(), { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true });
  });

  it('says of a sealed document who signed, what was filled in, and that it can be used', () => {
    const { whole, signatures } = explain(report, 'vi');
    expect(whole.word).to.equal('Hợp lệ');
    expect(whole.why).to.equal(
      'Đủ chữ ký của người có thẩm quyền và của cơ quan. Từ lúc ký đến nay nội dung không bị sửa.',
    );
    expect(whole.whatToDo).to.equal('Dùng được như bản chính. Không cần xin thêm bản giấy.');
    expect(signatures[0]?.points.map(({ text }) => text)).to.include(
      'Sau chữ ký này, văn thư điền số 12, ngày 05 và tháng 11; người ký đã cho phép và chữ ký sau phủ phần đã điền.',
    );
  });

  it('says the same in English', () => {
    expect(explain(report, 'en').whole.why).to.equal(
      'Signed by the competent person and by the agency. The content has not been altered since signing.',
    );
  });

  it('gives the reason of the worst signature as the reason of the whole', () => {
    const altered: VerificationReport = {
      ...report,
      verdict: 'invalid',
      signatures: report.signatures.map((signature) => ({
        ...signature,
        verdict: 'invalid',
        reasons: ['digest-mismatch'],
      })),
    };
    const { whole } = explain(altered, 'vi');
    expect(whole).to.include({ word: 'Không hợp lệ', why: 'Nội dung đã bị sửa sau khi ký.' });
    expect(whole.whatToDo).to.contain('Không dùng bản này');
  });

  it('explains a file without signatures', () => {
    const unsigned: VerificationReport = {
      ...report,
      verdict: 'no-signature',
      signatures: [],
      notes: [],
      allowedChanges: [],
    };
    expect(explain(unsigned, 'vi').whole).to.include({
      word: 'Không có chữ ký số',
      why: 'Tệp không có chữ ký số nào.',
    });
  });

  it('asks for something to be done wherever the verdict is not valid', () => {
    for (const texts of Object.values(explanationTexts)) {
      for (const [reason, severity] of Object.entries(severityOf)) {
        const said = Object.entries(texts.reasons).find(([code]) => code === reason)?.[1];
        if (severity !== 'note') expect(said?.whatToDo, reason).to.be.a('string');
        expect(said?.why).to.not.match(/!|Vui lòng/);
      }
    }
  });
});
