import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../server/platform/errors.ts';
import { matchExpressions } from '../../../server/search/query/match-expression.ts';
import { parseQuery } from '../../../server/search/query/parse-query.ts';

const named = [{ words: ['du', 'thao'], labels: ['s.outgoing.draft'] }];
const parse = (typed: string) => parseQuery(typed, { today: '2026-05-20', named });
const sought = (typed: string) => parse(typed).sought;
const nobody = { reader: undefined, kind: undefined, days: undefined, inTexts: true };

describe('what somebody looks for', () => {
  it('is every word, the last one as far as it is typed', () => {
    expect(sought('Kiểm tra công v')).to.deep.equal([
      [{ words: ['kiem'], begins: false }],
      [{ words: ['tra'], begins: false }],
      [{ words: ['cong'], begins: false }],
      [{ words: ['v'], begins: false }],
    ]);
    expect(sought('kiểm tr').at(-1)).to.deep.equal([{ words: ['tr'], begins: true }]);
  });

  it('knows which words were typed with marks', () => {
    expect(parse('Kiểm tra đường bo').marked).to.deep.equal(['kiểm', 'đường']);
    expect(parse('kiem tra').marked).to.deep.equal([]);
  });

  it('is words that follow each other, where they stand in quotation marks of any kind', () => {
    expect(sought('“phòng, chống dịch” 2026')).to.deep.equal([
      [{ words: ['phong', 'chong', 'dich'], begins: false }],
      [{ words: ['2026'], begins: true }],
    ]);
  });

  it('is a number and symbol, or its beginning, whatever its letters and hyphens look like', () => {
    const code = [{ code: '12/bc-ubnd' }, { words: ['12', 'bc', 'ubnd'], begins: true }];
    for (const typed of ['12/BC-UBND', '12/BC–UBND', '12/ВС-UВND']) expect(sought(typed)).to.deep.equal([code]);
    expect(parse('12/BC-UBND').hasNumber).to.equal(true);
  });

  it('is an abbreviation or what it stands for, both ways', () => {
    const both = [
      { words: ['uy', 'ban', 'nhan', 'dan'], begins: false },
      { words: ['ubnd'], begins: false },
    ];
    expect(sought('UBND tỉnh')[0]).to.have.deep.members(both);
    expect(sought('Ủy ban nhân dân tỉnh')[0]).to.have.deep.members(both);
    expect(sought('uỷ ban nhân d')).to.have.length(4);
  });

  it('is a day, a month or a quarter, or the same words in a title', () => {
    expect(sought('báo cáo quý II')).to.have.length(2);
    expect(sought('báo cáo quý II')[1]).to.deep.equal([{ label: 'q.2026-2' }, { words: ['quy', 'ii'], begins: false }]);
    expect(sought('12/3')[0]).to.deep.include.members([{ label: 'd.2026-03-12' }, { code: '12/3' }]);
  });

  it('is a state by the words people have for it', () => {
    expect(sought('dự thảo nghị')[0]).to.deep.equal([
      { label: 's.outgoing.draft' },
      { words: ['du', 'thao'], begins: false },
    ]);
  });

  it('is nothing where no word is typed, and refused with more than 30', () => {
    for (const typed of ['(', '""', ' / ', '…']) expect(sought(typed), typed).to.deep.equal([]);
    expect(matchExpressions(parse('('), nobody)).to.deep.equal([]);
    expect(() => parse('một '.repeat(31))).to.throw(DomainError, '30 words');
  });

  it('asks first for numbers, for titles with the marks, for titles and names, last for texts, each time only what one may read', () => {
    const asked = matchExpressions(parse('số 7 họp'), {
      reader: '0191-AB',
      kind: 'incoming',
      days: ['d.2026-03-12', 'm.2026-04'],
      inTexts: true,
    });
    expect(asked).to.have.length(4);
    expect(asked[0]).to.include('{number labels}');
    expect(asked[1]).to.include('marks : ("số" AND "họp")');
    expect(asked[3]).to.include('title labels text}');
    for (const one of asked)
      expect(one).to.match(
        /AND \(who : "0191ab"\) AND \(labels : "k\.incoming"\) AND \(labels : \("d\.2026-03-12" OR "m\.2026-04"\)\)$/,
      );
  });

  it('never is a pattern, whatever is typed', () => {
    const typed = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom(
          '"',
          '*',
          ' ',
          ' AND ',
          'NEAR(',
          'title:',
          '12/3',
          'quý ii',
          'UBND',
          "'",
          '“',
          '{who}',
          '/',
          '-',
        ),
      ),
      { maxLength: 8 },
    );
    const form = /^(\(|\)| |AND|OR|:|"[\p{L}\p{N}\p{M}/.& -]+"( \*)?|\{[a-z ]+\}|number|labels|marks|who)*$/u;
    fc.assert(
      fc.property(typed, (parts) => {
        for (const one of matchExpressions(parse(parts.join('')), nobody)) expect(one).to.match(form);
      }),
    );
  });
});
