import { expect } from 'chai';
import fc from 'fast-check';
import { fold, foldCode, foldName, spelled, spelledCode } from '../../../server/platform/text/fold.ts';
import { queryWords, searchWords } from '../../../server/platform/text/search-words.ts';

describe('search folding', () => {
  it('finds Đặng Thanh Tùng by dang thanh tung', () => {
    expect(fold(' Đặng  Thanh Tùng ')).to.equal('dang thanh tung');
    expect(fold('Ủy ban'.normalize('NFD'))).to.equal(fold('Ủy ban'));
  });

  it('drops tone and vowel marks, đ and case, in NFC and in NFD alike', () => {
    const text = 'ĐƯỜNG BỘ, Nghị quyết về chuyển đổi số – Hoả tốc';
    expect(fold(text)).to.equal('duong bo, nghi quyet ve chuyen doi so - hoa toc');
    expect(fold(text.normalize('NFD'))).to.equal(fold(text.normalize('NFC')));
  });

  it('folds plain Vietnamese as it folds the same with a sign that nobody sees', () => {
    const letters = ' \tAaÀÏÑØïñÿĂăĐđĨĩŨũƠơƯưẠạỹỲ×÷ß09oO/.-&~';
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 40 }), (text) => {
        for (const way of [spelled, spelledCode, fold, foldCode, foldName, searchWords]) {
          expect(way(text), way.name).to.deep.equal(way(`${text}\u200b`));
        }
      }),
    );
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

  it('finds what was stored by any way to write the same', () => {
    const ways = [
      '15/QĐ-UBND',
      '15/QÐ-UBND',
      '15/QƉ‑UBND',
      '15／ＱＤ－ＵＢＮＤ',
      '15∕QĐ–UBND',
      '15/QĐ-U\u0412ND',
      '15/Q\u0110-\u200bUBND',
    ];
    for (const stored of ways) {
      for (const typed of ways) expect(searchWords(stored), `${stored} ${typed}`).to.include.members(queryWords(typed));
    }
    expect(searchWords('Ðặng Thị Ðào')).to.include.members(queryWords('đặng đào'));
    expect(searchWords('1/QĐ-P06')).to.include.members(queryWords('po6'));
    expect(searchWords('năm 2020')).to.include.members(queryWords('2020'));
  });

  it('keeps at most 3,000 words and cuts endless ones', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `w${index}`).join(' ');
    expect(searchWords(text)).to.have.length(3_000);
    expect(searchWords('a'.repeat(5_000))[0]).to.have.length(100);
    expect(searchWords(`${'/'.repeat(300_000)}a`)).to.deep.equal(['a']);
  });
});

describe('one spelling of what looks alike', () => {
  it('stores Đ and Ư as Vietnamese writes them, in NFC, without signs nobody sees', () => {
    expect(spelled('QUYẾT ÐỊNH số 5/QƉ, ðường, ɖất, trƣờng, Ƣu')).to.equal(
      'QUYẾT ĐỊNH số 5/QĐ, đường, đất, trường, Ưu',
    );
    expect(spelled('Co\u0302ng\u200b va\u0306n\ufeff\u00ad\u2066')).to.equal('Công văn');
    // Horn and dot in either order.
    expect(spelled('u\u031b\u0323')).to.equal(spelled('u\u0323\u031b')).and.equal('ự');
  });

  it('stores number and symbol in Latin letters with one kind of hyphen and stroke, whatever drew them', () => {
    const hyphens = [...'-‐‑‒–—―−﹣－\u00ad'];
    for (const hyphen of hyphens) expect(spelledCode(`QĐ${hyphen}UBND`), escape(hyphen)).to.equal('QĐ-UBND');
    for (const stroke of [...'/∕⁄／╱⧸']) expect(spelledCode(`12${stroke}QÐ`), stroke).to.equal('12/QĐ');
    expect(spelledCode('ＱĐ－ＵＢＮＤ')).to.equal('QĐ-UBND');
    expect(spelledCode('\u0422\u0422-\u0412\u0422\u0421')).to.equal('TT-BTC');
    expect(spelledCode('\u03a4\u03a4-\u0392\u039d\u03a1')).to.equal('TT-BNP');
    expect(spelledCode(' CV\u00a0-\u2009SNV\u200b ')).to.equal('CV - SNV');
  });

  it('compares codes without telling a nought in a word from the letter', () => {
    expect(foldCode('12/C06-P5')).to.equal(foldCode('12/CO6-P5'));
    expect(foldCode('120/2020/NĐ-CP')).to.equal('120/2020/nd-cp');
  });

  it('compares names of certificates by RFC 4518: spaces, case and unseen signs do not count, marks do', () => {
    const name = foldName('Trần Quốc Bảo');
    const ways = [
      'Trần  Quốc Bảo',
      'Trần\u00a0Quốc Bảo',
      ' TRẦN QUỐC BẢO ',
      'Trần\u3000Quốc\u200b Bảo',
      'Trần\tQuốc Bảo\u200d',
    ];
    for (const way of ways) expect(foldName(way), JSON.stringify(way)).to.equal(name);
    expect(foldName('Trần Quốc Bảo'.normalize('NFD'))).to.equal(name);
    expect(foldName('Ðỗ Văn Ðức')).to.equal(foldName('Đỗ Văn Đức'));
    expect(foldName('Trần Quốc Báo')).not.to.equal(name);
    expect(foldName('Trần QuốcBảo')).not.to.equal(name);
  });

  it('is stable: what was spelled or folded once stays as it is', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...'ÐƉĐðƢ\u00ad\u200b\u2011\u2044ＡАВΡ0đD\u0323\u031b\u1d9e'),
        fc.string({ unit: 'grapheme' }),
      ),
    });
    for (const once of [spelled, spelledCode, foldCode, foldName]) {
      fc.assert(fc.property(text, (value) => once(once(value)) === once(value)));
    }
  });
});
