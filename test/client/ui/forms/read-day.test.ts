import { expect } from 'chai';
import fc from 'fast-check';
import { isBegun, isDay, readDay } from '../../../../client/ui/forms/read-day.ts';

const now = new Date('2026-11-18T03:00:00Z');

describe('a date as a clerk types it', () => {
  it('completes the year', () => expect(readDay('18/11', now)).to.equal('2026-11-18'));

  it('takes one digit, dots, hyphens and two digits of a year', () => {
    expect(readDay('5/3', now)).to.equal('2026-03-05');
    expect(readDay('05.03.26', now)).to.equal('2026-03-05');
    expect(readDay(' 5-3-2020 ', now)).to.equal('2020-03-05');
  });

  it('takes digits alone, and says nothing of those that may yet become a date', () => {
    expect(readDay('05122026', now)).to.equal('2026-12-05');
    expect(readDay('051226', now)).to.equal('2026-12-05');
    expect(readDay('0512', now)).to.equal('2026-12-05');
    expect(['3', '31/1', '0512202', '05122026', '31/11', '31112026'].map(isBegun)).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    for (const typed of ['31112026', '0512202', '512', '1205202612']) expect(readDay(typed, now), typed).to.equal(null);
  });

  it('refuses days that are in no calendar', () => {
    for (const typed of ['31/4', '29/02/2027', '0/1', '1/13', '18', '18/11/202', 'hôm nay', '']) {
      expect(readDay(typed, now), typed).to.equal(null);
    }
  });

  it('reads back every day it would show', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = iso.split('-');
        expect(readDay(`${dayOfMonth}/${month}/${year}`, now)).to.equal(iso);
      }),
    );
  });

  it('gives a real day or nothing, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const day = readDay(typed, now);
        if (day !== null) expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).to.equal(day);
      }),
    );
  });
});

describe('the value of a date field', () => {
  it('is a date or what somebody is still typing, which no form sends', () => {
    expect(isDay('2026-11-30')).to.equal(true);
    for (const typed of ['31/11', '2026-11-31', '30/11/2026', '', '2026-11'])
      expect(isDay(typed), typed).to.equal(false);
  });
});
