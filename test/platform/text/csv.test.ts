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
    expect(csvText([['a\t=1', 'b,c', 'd\r\ne', 'f"g']])).to.equal('\ufeff"a\t=1","b,c","d\r\ne","f""g"\r\n');
  });
});
