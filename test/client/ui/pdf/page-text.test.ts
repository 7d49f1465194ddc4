import { expect } from 'chai';
import { type FilledField, type TextItem, withFields } from '../../../../client/ui/pdf/page-text.ts';

/** A run of 13-point letters at a place of the line. */
function run(str: string, left: number, width: number, over: Partial<TextItem> = {}): TextItem {
  const transform = [13, 0, 0, 13, left, 741];
  return { str, dir: 'ltr', width, height: 13, transform, fontName: 'tinos', hasEOL: false, ...over };
}

function field(words: string, left: number, width: number): FilledField {
  return { words, left, baseline: 741.3, width, size: 13 };
}

const read = (items: readonly TextItem[]): string =>
  items.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');

describe('the text of a page with its fields', () => {
  const head = [
    run('Số:', 123, 17),
    run(' ', 140, 40),
    run('/SNV-CCHC', 180, 68),
    run(' ', 248, 69),
    run('Sao Mai, ngày', 317, 75),
    run(' ', 392, 30),
    run('tháng', 422, 29),
    run('', 155, 0, { transform: [12, 0, 0, 12, 155, 712], hasEOL: true }),
  ];

  it('reads as it is seen: the number joins its symbol, the day stands between spaces', () => {
    const filled = withFields(head, [field('01', 166.5, 13), field('30', 400, 13)]);
    expect(read(filled)).to.equal('Số: 01/SNV-CCHC Sao Mai, ngày 30 tháng\n');
    expect(filled.find(({ str }) => str === '01')?.transform).to.deep.equal([13, 0, 0, 13, 166.5, 741.3]);
    const blanks = filled.filter(({ str }) => str === ' ').map(({ transform, width }) => [transform[4], width]);
    expect(blanks).to.deep.equal([
      [140, 26.5],
      [248, 69],
      [392, 8],
      [413, 9],
    ]);
  });

  it('keeps a field that fills no blank in the order of its line, of the lines, or at the end', () => {
    const line = [
      run('Họ tên:', 90, 40),
      run('', 90, 0, { hasEOL: true }),
      run('Ngày', 90, 30, { transform: [13, 0, 0, 13, 90, 700] }),
    ];
    expect(read(withFields(line, [field('Lê Thị Nhung', 140, 80)]))).to.equal('Họ tên:Lê Thị Nhung\nNgày');
    const above = { ...field('Mật', 90, 20), baseline: 790 };
    expect(read(withFields(line, [above]))).to.equal('MậtHọ tên:\nNgày');
    const below = { ...field('Lưu: VT', 90, 40), baseline: 100 };
    expect(read(withFields(line, [below]))).to.equal('Họ tên:\nNgàyLưu: VT');
    expect(read(withFields([], [below]))).to.equal('Lưu: VT');
    expect(read(withFields(head, [field('', 166, 6)]))).to.equal(read(head));
  });
});
