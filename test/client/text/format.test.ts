import { expect } from 'chai';
import {
  dayOf,
  exactMomentText,
  initials,
  longDay,
  momentText,
  numberText,
  percentText,
  shortDay,
  shortMoment,
  sizeText,
  timeText,
  today,
  wholePercent,
} from '../../../client/text/format.ts';
import { language } from '../../../client/text/language.ts';

describe('how the client writes dates and figures', () => {
  const justAfterMidnight = '2026-11-17T17:05:42.000Z';

  it('shows the day and time of Vietnam, not of the machine', () => {
    expect(dayOf(justAfterMidnight)).to.equal('2026-11-18');
    expect(timeText(justAfterMidnight)).to.equal('00:05');
    expect(momentText(justAfterMidnight)).to.equal('18/11/2026 00:05');
    expect(exactMomentText(justAfterMidnight)).to.equal('18/11/2026 00:05:42');
    expect(today(new Date('2026-12-31T17:00:00Z'))).to.equal('2027-01-01');
  });

  it('leaves out what goes without saying: today’s date, this year', () => {
    const now = new Date('2026-11-18T08:00:00Z');
    expect(shortMoment('2026-11-18T02:15:00Z', now)).to.equal('09:15');
    expect(shortMoment('2026-11-16T02:15:00Z', now)).to.equal('16/11');
    expect(shortMoment('2025-11-16T02:15:00Z', now)).to.equal('16/11/2025');
    expect(shortDay('2027-01-02', now)).to.equal('02/01/2027');
  });

  it('names the day of the week', () => {
    expect(longDay('2026-11-18', 'vi')).to.equal('Thứ Tư, 18/11/2026');
    expect(longDay('2026-11-22', 'en')).to.equal('Sunday, 22/11/2026');
  });

  it('writes numbers the Vietnamese way', () => {
    expect(numberText(184213)).to.equal('184.213');
    expect(sizeText(248_000)).to.equal('248 KB');
    expect(sizeText(3_140_000)).to.equal('3,1 MB');
    expect(sizeText(1_200_000_000)).to.equal('1,2 GB');
    expect(sizeText(12)).to.equal('1 KB');
  });

  it('writes figures the English way for who reads English', () => {
    language.set('en');
    try {
      expect([numberText(184213), percentText(6 / 7), wholePercent(50), sizeText(3_140_000)]).to.deep.equal([
        '184,213',
        '85.7%',
        '50%',
        '3.1 MB',
      ]);
    } finally {
      language.set('vi');
    }
    expect(wholePercent(50)).to.equal('50 %');
  });

  it('rounds a share to the nearest tenth, but never up to 100 %', () => {
    expect(percentText(2 / 3)).to.equal('66,7 %');
    expect(percentText(1 / 3)).to.equal('33,3 %');
    expect(percentText(0.99999)).to.equal('99,9 %');
    expect(percentText(1)).to.equal('100,0 %');
    expect(percentText(null)).to.equal('–');
  });

  it('makes the tile of a person from name and given name', () => {
    expect(initials('Bùi Thị Yến')).to.equal('BY');
    expect(initials('Đỗ Minh Khuê')).to.equal('MK');
    expect(initials('  Hoàng Văn Tiệp ')).to.equal('HT');
    expect(initials('')).to.equal('');
  });
});
