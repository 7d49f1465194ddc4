import { expect } from 'chai';
import fc from 'fast-check';
import { MOST_DRIFT_MS } from '../../../server/platform/clock.ts';
import {
  type ClockSigns,
  doubtInWords,
  doubtOf,
  LONGEST_SILENCE_MS,
} from '../../../server/platform/clock-guard/clock-doubt.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const now = new Date('2026-11-30T02:00:00Z');
const from = (ms: number) => new Date(now.getTime() + ms);
const sameMachine = { now, isElsewhere: false };

const comparedWith = (signs: Partial<ClockSigns>) => doubtOf({ now, isSynchronised: false, ...signs })?.comparedWith;

describe('the clock of the server', () => {
  const table: readonly (readonly [string, Partial<ClockSigns>, string | undefined])[] = [
    ['is believed on the first start of all', { database: sameMachine }, undefined],
    [
      'is believed a minute from that of the database',
      { database: { now: from(60_000), isElsewhere: true } },
      undefined,
    ],
    ['is not believed a day ahead of the database', { database: { now: from(-DAY), isElsewhere: true } }, 'database'],
    [
      'is not believed two hours behind the database',
      { database: { now: from(2 * HOUR), isElsewhere: true } },
      'database',
    ],
    [
      'is not believed when somebody set it 40 days ahead',
      { database: sameMachine, expected: from(-40 * DAY) },
      'machine',
    ],
    [
      'is not believed when somebody set it two hours back',
      { database: sameMachine, expected: from(2 * HOUR) },
      'machine',
    ],
    [
      'is believed after a pause of the machine, when the database elsewhere says the same',
      { database: { now, isElsewhere: true }, expected: from(-DAY) },
      undefined,
    ],
    ['is not believed an hour behind the last entry', { database: sameMachine, lastEntry: from(HOUR) }, 'log'],
    [
      'is believed after ten days in which nobody did anything',
      { expected: now, lastEntry: from(-10 * DAY) },
      undefined,
    ],
    [
      'is believed when the machine was off over Tết',
      { lastEntry: from(-10 * DAY), lastSign: from(-10 * DAY) },
      undefined,
    ],
    [
      'is asked for when the machine was off for 40 days',
      { lastEntry: from(-40 * DAY), lastSign: from(-40 * DAY) },
      'silence',
    ],
    [
      'is believed after 40 days when the network keeps it',
      { lastSign: from(-40 * DAY), isSynchronised: true },
      undefined,
    ],
    [
      'is believed after 40 days when the database elsewhere says the same',
      { database: { now, isElsewhere: true }, lastSign: from(-40 * DAY) },
      undefined,
    ],
  ];
  for (const [title, signs, doubt] of table) it(title, () => expect(comparedWith(signs)).to.equal(doubt));

  it('is believed as far as every other clock agrees to a quarter of an hour, and no further', () => {
    const drift = fc.integer({ min: -60 * DAY, max: 60 * DAY });
    fc.assert(
      fc.property(drift, drift, fc.boolean(), fc.boolean(), (byDatabase, byMachine, isElsewhere, isSynchronised) => {
        const doubt = doubtOf({
          now,
          database: { now: from(-byDatabase), isElsewhere },
          expected: from(-byMachine),
          isSynchronised,
        });
        const isFar = (ms: number) => Math.abs(ms) > MOST_DRIFT_MS;
        expect(doubt).to.deep.equal(
          isFar(byDatabase)
            ? { comparedWith: 'database', byMs: byDatabase }
            : isFar(byMachine) && !isElsewhere
              ? { comparedWith: 'machine', byMs: byMachine }
              : undefined,
        );
      }),
    );
  });

  it('is never believed behind an entry by more than that, whatever else agrees but the log', () => {
    fc.assert(
      fc.property(fc.integer({ min: MOST_DRIFT_MS + 1, max: 400 * DAY }), fc.boolean(), (ahead, isSynchronised) => {
        const doubt = doubtOf({
          now,
          database: { now, isElsewhere: true },
          expected: now,
          lastEntry: from(ahead),
          isSynchronised,
        });
        expect(doubt).to.deep.equal({ comparedWith: 'log', byMs: -ahead });
      }),
    );
  });

  it('is doubted in one sentence that says how far, since when, and what to do', () => {
    for (const kind of ['machine', 'log', 'silence'] as const) {
      const { vietnamese, english } = doubtInWords({ comparedWith: kind, byMs: LONGEST_SILENCE_MS }, now);
      expect(vietnamese).to.include('14 ngày').and.include('30/11/2026 09:00').and.include('vanban clock confirm');
      expect(english).to.include('14 days').and.include('vanban clock confirm');
    }
    const { vietnamese, english } = doubtInWords({ comparedWith: 'database', byMs: -2 * HOUR }, now);
    expect(vietnamese).to.include('chậm 2 giờ so với đồng hồ của cơ sở dữ liệu');
    expect(english).to.include('2 hours behind that of the database');
  });
});
