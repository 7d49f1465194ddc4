import { expect } from 'chai';
import fc from 'fast-check';
import { findText } from '../../../../client/ui/pdf/find-text.ts';

const lines = (...texts: readonly string[]) => texts.map((str) => ({ str, hasEOL: true }));

describe('finding words on a page', () => {
  it('needs no marks and no case, and passes spaces and ends of lines', () => {
    const items = [
      { str: 'V/v báo  cáo', hasEOL: true },
      { str: 'KẾT QUẢ; Báo cáo', hasEOL: false },
    ];
    const places = (typed: string) =>
      findText(items, typed).map(({ from, to }) => [from.item, from.offset, to.item, to.offset]);
    expect(places('bao cao ket')).to.deep.equal([[0, 4, 1, 3]]);
    expect(places('BÁO CÁO')).to.deep.equal([
      [0, 4, 0, 12],
      [1, 9, 1, 16],
    ]);
    expect(places('  ')).to.deep.equal([]);
    expect(places('không có')).to.deep.equal([]);
  });

  it('counts in letters as they are written, composed or not, and ligatures', () => {
    const [found] = findText(lines('o\u0302\u0301ng ﬁnal'), 'final');
    expect(found).to.deep.equal({ from: { item: 0, offset: 6 }, to: { item: 0, offset: 10 } });
    expect(findText(lines('Số: 01/SNV'), '01/snv')).to.have.length(1);
  });

  it('finds every piece of every text', () => {
    const word = fc.stringMatching(/^[a-zàáâđêôơưỳ]{1,6}$/);
    const page = fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(page, fc.nat(), fc.nat(), (rows, first, count) => {
        const words = rows.flat();
        const from = first % words.length;
        const wanted = words.slice(from, from + 1 + (count % 4)).join(' ');
        const items = lines(...rows.map((row) => row.join(' ')));
        for (const { from: start, to: end } of findText(items, wanted)) {
          expect(start.item).to.be.at.most(end.item);
          expect(end.offset).to.be.at.most(items[end.item]?.str.length ?? -1);
        }
        expect(findText(items, wanted)).to.not.have.length(0);
      }),
    );
  });
});
