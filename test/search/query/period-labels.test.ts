import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../server/platform/calendar.ts';
import { labelsOfPeriod } from '../../../server/search/query/period-labels.ts';
import { labelsOfDay } from '../../../server/search/words/labels.ts';

describe('the labels of a period', () => {
  it('are the longest stretches that fit into it', () => {
    expect(labelsOfPeriod('2025-12-30', '2026-08-02')).to.deep.equal([
      ...['d.2025-12-30', 'd.2025-12-31', 'q.2026-1', 'q.2026-2', 'm.2026-07', 'd.2026-08-01', 'd.2026-08-02'],
    ]);
    expect(labelsOfPeriod('2018-11-01', '2031-12-31')).to.deep.equal([
      ...['m.2018-11', 'm.2018-12', 'y.2019', 'e.202', 'y.2030', 'y.2031'],
    ]);
    expect(labelsOfPeriod('1900-01-01', '2199-12-31')).to.have.length(30);
  });

  it('are those of the days within it, and of no others', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays('1990-01-01', count));
    fc.assert(
      fc.property(day, day, day, (from, to, one) => {
        const labels = labelsOfPeriod(from, to);
        expect(labelsOfDay(one).some((label) => labels.includes(label))).to.equal(from <= one && one <= to);
      }),
    );
  });
});
