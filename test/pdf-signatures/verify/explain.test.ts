import { expect } from 'chai';
import type { VerificationReport } from '../../../server/pdf-signatures/verification.ts';
import { englishChanges, namedChanges } from '../../../server/pdf-signatures/verify/change-texts.ts';
import { explain } from '../../../server/pdf-signatures/verify/explain.ts';
import { explanationTexts } from '../../../server/pdf-signatures/verify/explanation-texts.ts';
import { severityOf } from '../../../server/pdf-signatures/verify/verdict.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { verificationView } from '../../../server/signing/verification/verification-of.ts';
import { aDemoAuthority, aSealedPdf, refilled } from '../../support/signing.ts';

const change = { kind: 'field-filled', revision: 4, field: 'number', before: '12', value: '99', page: 1 } as const;

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

  it('names what was changed after signing: which field, from what to what, on which page', async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    const options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
    const altered = await verifyPdf(await refilled(await aSealedPdf(), { number: '99' }), options);
    expect(explain(altered, 'vi').whole.why).to.equal(
      'Văn bản bị sửa sau chữ ký này, ngoài những gì người ký cho phép. Cụ thể: số từ “12” thành “99” (trang 1).',
    );
    expect(explain(altered, 'en').whole.why).to.contain('Namely: number from “12” to “99” (page 1).');
    const long = { ...change, value: `9\n\u202e${'9'.repeat(500)}` };
    expect(namedChanges([long], englishChanges)).to.match(/^Namely: number from “12” to “9 9+…” \(page 1\)\.$/);
    expect(namedChanges([change, long, { ...change, page: 2 }, { ...change, page: 3 }], englishChanges)).to.match(
      /; …\.$/,
    );
  });

  it('does not call an original what lacks the signature of the agency or of the person', async () => {
    const { signatures } = report;
    const [person, agency] = [0, 1].map((index) => ({ ...report, signatures: signatures.slice(index, index + 1) }));
    for (const language of ['vi', 'en'] as const) {
      const { useAsOriginal, useOfPersonsOnly, useOfAgencysOnly } = explanationTexts[language];
      const advice = (of: VerificationReport | undefined): string => (of ? explain(of, language).whole.whatToDo : '');
      expect([report, person, agency].map(advice)).to.deep.equal([useAsOriginal, useOfPersonsOnly, useOfAgencysOnly]);
    }
  });

  it('gives the screens each reason under its own code, changes in words, and the indication of ETSI', () => {
    const [leader] = verificationView(report).signatures;
    expect(leader).to.include({ indication: 'TOTAL-PASSED', subIndication: null });
    const filled = leader?.reasons.find(({ code }) => code === 'prepared-fields-filled');
    expect(filled?.en).to.contain('the clerk filled number 12, day 05 and month 11');
    expect(leader?.changesAfter[0]).to.include({ revision: 3, page: 1, vi: 'số được điền “12” (trang 1)' });
    expect(leader?.changesAfter[0]?.rect).to.have.length(4);
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
