import { expect } from 'chai';
import type { BookRow } from '../../../server/registry/books/book-rows.ts';
import { closingStatement, inStretches, statementOf } from '../../../server/registry/books/book-statement.ts';

const row = (number: number, voided = false): BookRow => ({ number, voided, documentId: null, cells: [] });

describe('the end of a printed register', () => {
  it('states its numbers, the voided ones and those without a document, and which day it is of', () => {
    const rows = [row(1), row(2, true), row(6)];
    expect(statementOf(rows, { first: 1, last: 6 }, { from: '2026-11-18', to: '2026-11-18' })).to.equal(
      'Kết sổ ngày 18/11/2026: 6 số, từ số 01 đến số 06; 2 văn bản; huỷ 1 số: 02; 3 số không có văn bản trong sổ: 03–05.',
    );
    const one = { first: 12, last: 12 };
    expect(statementOf([row(12)], one, {})).to.equal('Kết sổ: 1 số, từ số 12 đến số 12; 1 văn bản; không huỷ số nào.');
    expect(statementOf([row(12)], one, { from: '2026-11-01', to: '2026-11-30' })).to.match(
      /^Kết sổ từ ngày 01\/11\/2026 đến ngày 30\/11\/2026: 1 số/,
    );
  });

  it('of a closed register also says what was stated when it was closed, and by whom', () => {
    const by = { positionId: 'van-thu', name: 'Bùi Thị Yến' };
    const closing = { at: new Date('2027-01-04T02:00:00Z'), by, count: 120, first: 1, last: 120, voided: [7, 8, 40] };
    expect(closingStatement({ closing })).to.equal(
      'Cả sổ: 120 số, từ số 01 đến số 120; huỷ 3 số: 07–08, 40. Khoá sổ ngày 04/01/2027, Bùi Thị Yến.',
    );
    expect(closingStatement({})).to.equal(undefined);
    expect(inStretches([1, 2, 3, 9, 11, 12])).to.equal('01–03, 09, 11–12');
  });
});
