import { expect } from 'chai';
import fc from 'fast-check';
import { markedParts } from '../../../../client/ui/lists/marked-parts.ts';

const found = (text: string, typed: string) =>
  markedParts(text, typed)
    .filter(({ isFound }) => isFound)
    .map(({ text: part }) => part);

describe('what stands out of a found text', () => {
  it('is the words that were typed, with marks or without, the last as far as it is typed', () => {
    expect(found('Báo cáo công tác cải cách', 'bao cong ca')).to.deep.equal(['Báo', 'cáo', 'công', 'cải', 'cách']);
    expect(found('12/BC-UBND', '12/bc')).to.deep.equal(['12', 'BC']);
    expect(found('Đường bộ'.normalize('NFD'), 'đường')).to.deep.equal(['Đường'.normalize('NFD')]);
    expect(found('Kế hoạch', '')).to.deep.equal([]);
  });

  it('leaves the text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, typed) => {
        expect(
          markedParts(text, typed)
            .map(({ text: part }) => part)
            .join(''),
        ).to.equal(text);
      }),
    );
  });
});
