import { expect } from 'chai';
import { csvText, parseCsv, plainCell } from '../../../server/platform/text/csv.ts';

describe('a table that spreadsheets open', () => {
  it('keeps them from reckoning what people wrote, with wide signs too, and comes back as it was', () => {
    const reckoned = [
      ...['=1+1', '+84', '-2', '@SUM(A1)'],
      ...['＝1+1', '＋84', '－2', '＠SUM(A1)'],
      '\t=1',
      '\r=1',
      '\n=1',
    ];
    const plain = ['12/BC-UBND', 'a=b', ' =1', "'em"];
    const text = csvText([reckoned, plain]);
    const [first, second] = parseCsv(text).map(({ cells }) => cells);
    expect(first?.every((cell) => cell.startsWith("'"))).to.equal(true);
    expect(first?.map(plainCell)).to.deep.equal(reckoned.map((cell) => cell.replace('\r', '\n')));
    expect(second).to.deep.equal(plain.map((cell) => cell.trim()));
  });

  it('quotes what some would take for the next cell or line', () => {
    expect(csvText([['a\tb', 'b,c', 'd\r\ne', 'f"g']])).to.equal('\ufeff"a\tb","b,c","d\r\ne","f""g"\r\n');
  });

  it('has nothing reckoned where it is cut at semicolons, tabs or line ends, and comes back as it was', () => {
    const cells = ['số 1;=HYPERLINK("x")', 'a;＋1;-2+3', 'b\t@SUM(A1)', 'c\n=1', 'các việc:\n- một;\n- hai; ba'];
    const text = csvText([['đầu', ...cells]]);
    expect(text.split(/[;\t\n,]/).filter((cell) => /^"?[=+@＝＋＠]|^"?[-－](?! )/.test(cell))).to.deep.equal([]);
    expect(parseCsv(text)[0]?.cells.slice(1).map(plainCell)).to.deep.equal(cells);
  });
});
