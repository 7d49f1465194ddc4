import { expect } from 'chai';
import fc from 'fast-check';
import { fold, queryWords, searchWords } from '../../server/platform/fold.ts';

describe('search folding', () => {
  it('drops tone and vowel marks, đ and case, in NFC and in NFD alike', () => {
    const text = 'ĐƯỜNG BỘ, Nghị quyết về chuyển đổi số – Hoả tốc';
    expect(fold(text)).to.equal('duong bo, nghi quyet ve chuyen doi so – hoa toc');
    expect(fold(text.normalize('NFD'))).to.equal(fold(text.normalize('NFC')));
  });

  it('is stable: folding twice changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
  });

  it('gives each word once, over several texts', () => {
    expect(searchWords('Báo cáo, báo CÁO', undefined, 'tháng 11')).to.deep.equal(['bao', 'cao', 'thang', '11']);
  });

  it('keeps a number with its symbol as one word beside its parts', () => {
    expect(searchWords('Số 12/BC-UBND.')).to.deep.equal(['so', '12', 'bc', 'ubnd', '12/bc-ubnd']);
    expect(searchWords('2243/PCCC&CNCH-P6')).to.include('2243/pccc&cnch-p6');
    expect(searchWords('15/QĐ-SNV')).to.include('15/qd-snv');
  });

  it('finds by what is typed what was stored', () => {
    const stored = searchWords('V/v triển khai Quyết định 15/QĐ-UBND (đợt 2) tại xã Sao Mai');
    for (const typed of ['quyet dinh', '15/qđ-ubnd', 'SAO MAI', '(đợt 2)', 'v/v', '"triển khai"']) {
      expect(stored, typed).to.include.members(queryWords(typed));
    }
    expect(queryWords('  12/  /  ')).to.deep.equal(['12']);
    expect(queryWords('–  “ ”')).to.deep.equal([]);
  });

  it('finds every letter word it stored', () => {
    const word = fc.stringMatching(/^[a-zA-ZăâđêôơưĂÂĐÊÔƠƯáàảãạ0-9]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const stored = searchWords(words.join(' '));
        for (const one of words) expect(stored).to.include.members(queryWords(one));
      }),
    );
  });

  it('keeps at most 3,000 words and cuts endless ones', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `w${index}`).join(' ');
    expect(searchWords(text)).to.have.length(3_000);
    expect(searchWords('a'.repeat(5_000))[0]).to.have.length(100);
    expect(searchWords(`${'/'.repeat(300_000)}a`)).to.deep.equal(['a']);
  });
});
