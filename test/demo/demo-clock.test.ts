import { expect } from 'chai';
import fc from 'fast-check';
import { DemoClock } from '../../scripts/demo/demo-clock.ts';
import { FIRST_DAY } from '../../scripts/demo/traffic/year.ts';
import { dayInVietnam, isWorkingDay, startOfDay } from '../../server/platform/calendar.ts';

const OPENS = 8 * 60;
const CLOSES = 17 * 60;
/** Any moment of years whose holidays are known, and of some whose are not. */
const aMoment = fc.date({
  min: new Date('2025-01-01T00:00:00+07:00'),
  max: new Date('2032-12-31T23:59:59+07:00'),
  noInvalidDate: true,
});

describe('the clock of the demo', () => {
  it('tells working days only, each before the other, from the last one that has begun', () => {
    fc.assert(
      fc.property(aMoment, (now) => {
        const clock = new DemoClock(now, FIRST_DAY);
        const days = Array.from({ length: FIRST_DAY + 1 }, (_, ago) => clock.dayOf(ago));
        expect(days.every((day) => isWorkingDay(day))).to.equal(true);
        expect(days).to.deep.equal(days.toSorted().toReversed());
        expect(new Set(days).size).to.equal(days.length);
        expect(startOfDay(days[0] ?? '').getTime() + OPENS * 60_000).to.be.below(now.getTime());
      }),
      { numRuns: 50 },
    );
  });

  it('never runs back nor ahead of the present, and tells the last day whole, however early it is', () => {
    const times = fc.array(fc.tuple(fc.nat(FIRST_DAY), fc.integer({ min: OPENS, max: CLOSES })), { maxLength: 20 });
    fc.assert(
      fc.property(aMoment, times, (now, moments) => {
        const clock = new DemoClock(now, FIRST_DAY);
        let last = clock.read();
        const told = moments.toSorted(
          ([day, minute], [otherDay, otherMinute]) => otherDay - day || minute - otherMinute,
        );
        for (const [ago, minute] of told) {
          clock.advanceTo(ago, minute);
          expect(clock.read().getTime()).to.be.within(last.getTime(), now.getTime());
          expect(dayInVietnam(clock.read())).to.equal(clock.dayOf(ago));
          last = clock.read();
        }
      }),
      { numRuns: 50 },
    );
  });

  for (const [name, now, day] of [
    ['New Year’s Day', '2027-01-01T10:00:00+07:00', '2026-12-31'],
    ['a leap day', '2028-02-29T10:00:00+07:00', '2028-02-29'],
    ['Tết', '2026-02-18T10:00:00+07:00', '2026-02-13'],
    ['a Sunday', '2026-11-29T10:00:00+07:00', '2026-11-27'],
    ['a morning before the office opens', '2026-11-24T07:59:00+07:00', '2026-11-23'],
  ] as const) {
    it(`counts back from the last working day on ${name}`, () =>
      expect(new DemoClock(new Date(now), FIRST_DAY).dayOf(0)).to.equal(day));
  }
});
