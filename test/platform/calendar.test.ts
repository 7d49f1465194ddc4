import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  dayInVietnam,
  formatDay,
  formatMoment,
  isWorkingDay,
  publicHolidays,
  startOfDay,
  workingDayFrom,
  workingDaysBetween,
  yearInVietnam,
} from '../../server/platform/calendar.ts';

const aDay = fc.integer({ min: 0, max: 8 * 365 }).map((offset) => addDays('2023-01-01', offset));

describe('calendar of Vietnam', () => {
  it('turns the day at midnight in Vietnam, 17:00 UTC', () => {
    expect(dayInVietnam(new Date('2026-12-31T16:59:59.999Z'))).to.equal('2026-12-31');
    expect(dayInVietnam(new Date('2026-12-31T17:00:00Z'))).to.equal('2027-01-01');
    expect(yearInVietnam(new Date('2026-12-31T17:00:00Z'))).to.equal(2027);
    expect(startOfDay('2027-01-01')).to.deep.equal(new Date('2026-12-31T17:00:00Z'));
  });

  it('gives the same day on a machine in any zone', () => {
    const script = `import { dayInVietnam, startOfDay } from './server/platform/calendar.ts';
      console.log(dayInVietnam(new Date('2026-03-08T18:30:00Z')), startOfDay('2026-03-09').toISOString());`;
    for (const TZ of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
      const args = ['--import', './server/platform/typescript.mjs', '--input-type=module', '-e', script];
      const printed = execFileSync(process.execPath, args, { env: { ...process.env, TZ }, encoding: 'utf8' });
      expect(printed.trim()).to.equal('2026-03-09 2026-03-08T17:00:00.000Z');
    }
  }).timeout(20_000);

  it('writes days and moments as people do', () => {
    expect(formatDay('2026-11-02')).to.equal('02/11/2026');
    expect(formatMoment(new Date('2026-11-22T02:15:03Z'))).to.equal('22/11/2026 09:15');
  });

  it('refuses a day that does not exist', () => {
    for (const day of ['2026-02-30', '2026-13-01', '22/11/2026', '2026-1-1', '']) {
      expect(() => startOfDay(day), day).to.throw(RangeError);
    }
  });

  it('knows Tết, Hùng Kings and Quốc khánh of each year', () => {
    const tet2026 = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'];
    expect([...publicHolidays(2026)]).to.include.members([...tet2026, '2026-09-01', '2026-09-02', '2026-01-01']);
    expect([...publicHolidays(2024)]).to.include.members(['2024-02-08', '2024-02-14', '2024-04-18', '2024-09-03']);
    expect(isWorkingDay('2030-02-04')).to.equal(false);
    expect(isWorkingDay('2040-09-02')).to.equal(false);
  });

  it('moves a holiday that falls on a weekend to the next working day', () => {
    // 10/3 âm lịch 2026 is Sunday 26 April; 2 September 2028 is a Saturday.
    expect(isWorkingDay('2026-04-27')).to.equal(false);
    expect(isWorkingDay('2028-09-04')).to.equal(false);
    expect(isWorkingDay('2028-09-05')).to.equal(true);
  });

  it('takes the yearly announcement: a closed Monday, a working Saturday', () => {
    const changes = { daysOff: ['2026-08-31'], workingDays: ['2026-08-22'] };
    expect(isWorkingDay('2026-08-31', changes)).to.equal(false);
    expect(isWorkingDay('2026-08-22', changes)).to.equal(true);
    expect(addWorkingDays('2026-08-28', 1, changes)).to.equal('2026-09-03');
  });

  it('moves a term that ends on a day off to the next working day', () => {
    expect(workingDayFrom('2026-11-22')).to.equal('2026-11-23');
    expect(workingDayFrom('2026-11-23')).to.equal('2026-11-23');
    expect(addWorkingDays('2026-11-20', 1)).to.equal('2026-11-23');
    expect(addWorkingDays('2026-11-21', 0)).to.equal('2026-11-23');
  });

  it('adds and counts working days consistently', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const end = addWorkingDays(day, count);
        expect(isWorkingDay(end)).to.equal(true);
        expect(workingDaysBetween(day, end)).to.equal(count);
        expect(workingDaysBetween(end, day)).to.equal(-count);
      }),
      { numRuns: 200 },
    );
  });

  it('counts the working days of years as one counts them day by day', () => {
    const changes = fc.record({
      daysOff: fc.array(aDay, { maxLength: 5 }),
      workingDays: fc.array(aDay, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(aDay, fc.integer({ min: 0, max: 900 }), changes, (from, length, announced) => {
        const days = Array.from({ length }, (_, index) => addDays(from, index + 1));
        const worked = days.filter((day) => isWorkingDay(day, announced)).length;
        expect(workingDaysBetween(from, addDays(from, length), announced)).to.equal(worked);
      }),
      { numRuns: 100 },
    );
  });

  it('counts calendar days both ways', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -1_000, max: 1_000 }), (day, count) => {
        expect(addDays(addDays(day, count), -count)).to.equal(day);
        expect(dayInVietnam(startOfDay(day))).to.equal(day);
      }),
    );
  });
});
