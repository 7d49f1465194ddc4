import { expect } from 'chai';
import fc from 'fast-check';
import { readFilters, writeFilters } from '../../../../client/ui/lists/filters.ts';

describe('filters in the address', () => {
  it('keeps texts as texts, also those that look like numbers', () => {
    expect(readFilters('?q=12&muc=overdue')).to.deep.equal({ q: '12', muc: 'overdue' });
  });

  it('leaves out what is empty', () => expect(writeFilters({ q: '', muc: undefined, trang: null })).to.equal(''));

  it('brings every filter back as it was', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ unit: 'grapheme', minLength: 1 })), (filters) => {
        expect(readFilters(writeFilters(filters))).to.deep.equal({ ...filters });
      }),
    );
  });
});
