import { expect } from 'chai';
import { refusalReasonText, refusalWords } from '../../../../client/features/exchange/refusal-words.ts';

describe('why a document was refused, in words', () => {
  it('says the kind of reason and what was written, each once', () => {
    const kind = refusalReasonText.vi.incomplete;
    expect(refusalWords(kind, 'Không có biểu số 2.')).to.equal(`${kind}. Không có biểu số 2.`);
    expect(refusalWords(kind, `${kind}.`)).to.equal(`${kind}.`);
    expect(refusalWords(kind, '')).to.equal(kind);
    expect(refusalWords('', 'Gửi lại ngày mai.')).to.equal('Gửi lại ngày mai.');
  });
});
