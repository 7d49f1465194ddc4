import { expect } from 'chai';
import fc from 'fast-check';
import { daysUntil, endNotice } from '../../../server/signing/certificates/certificate-ends.ts';

const DAY_MS = 24 * 3600_000;
const until = new Date('2026-11-30T16:59:59Z');
const daysAhead = (days: number) => new Date(until.getTime() - days * DAY_MS);

describe('the end of a certificate', () => {
  it('is told 60, 30, 7 and 1 days before, each time anew and the last times as urgent', () => {
    expect(endNotice(until, daysAhead(60.1))).to.equal(undefined);
    for (const [days, since, priority] of [
      [60, 60, 0],
      [31, 60, 0],
      [30, 30, 0],
      [7.5, 30, 0],
      [7, 7, 1],
      [1.5, 7, 1],
      [1, 1, 2],
      [-400, 1, 2],
    ] as const) {
      expect(endNotice(until, daysAhead(days)), String(days)).to.deep.equal({ since: daysAhead(since), priority });
    }
  });

  it('comes nearer and is never forgotten', () => {
    const moment = fc.double({ min: -1_000, max: 60, noNaN: true });
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        const [sooner, later] = [Math.max(one, other), Math.min(one, other)].map((days) =>
          endNotice(until, daysAhead(days)),
        );
        expect(sooner?.priority).to.be.at.most(later?.priority ?? -1);
        expect(sooner?.since.getTime()).to.be.at.most(later?.since.getTime() ?? -1);
      }),
    );
  });

  it('is counted in whole days that are left', () => {
    expect([2, 1.5, 1, 0.5, 0, -0.5, -1].map((days) => daysUntil(until, daysAhead(days)))).to.deep.equal([
      2, 1, 1, 0, 0, -1, -1,
    ]);
  });
});
