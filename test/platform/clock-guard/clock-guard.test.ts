import { expect } from 'chai';
import { currentTime, isWithin } from '../../../server/platform/clock.ts';
import type { ClockSigns } from '../../../server/platform/clock-guard/clock-doubt.ts';
import { ClockGuard } from '../../../server/platform/clock-guard/clock-guard.ts';
import { keepConfirmation } from '../../../server/platform/clock-guard/clock-notes.ts';
import { databaseClock } from '../../../server/platform/clock-guard/database-clock.ts';
import { machineClock } from '../../../server/platform/clock-guard/machine-clock.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { Ledger } from '../../../server/platform/ledger/ledger.ts';
import { inTransaction, useLedger } from '../../../server/platform/ledger/transaction.ts';
import { log } from '../../../server/platform/log.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { storedNumbers, takeNumber } from '../ledger/ledger-counter.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const clerk = { personId: 'lan', positionId: 'lan-1', agencyId: 'snv', roles: ['clerk'], name: 'Lan' };

describe('whoever watches the clock', () => {
  useFreshDatabase({ each: true });
  let level: string;
  /** A machine whose clock can be set, the embedded database on it, and its log. */
  let now: number;
  let uptimeMs: number;
  let boot: string;
  let lastEntry: Date | undefined;

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });
  beforeEach(() => {
    now = Date.parse('2026-11-18T02:00:00Z');
    uptimeMs = HOUR;
    boot = 'first';
    lastEntry = undefined;
    useLedger(new Ledger({ participants: [] }));
  });

  const machine = {
    now: () => new Date(now),
    uptimeMs: () => uptimeMs,
    get boot() {
      return boot;
    },
    isSynchronised: async () => false,
  };
  const begin = (
    database = async (): Promise<ClockSigns['database']> => ({ now: new Date(now), isElsewhere: false }),
  ) => ClockGuard.begin({ lastEntry: async () => lastEntry, asksAfterSilence: true, machine, database });
  const pass = (ms: number) => {
    now += ms;
    uptimeMs += ms;
  };
  const restart = (offMs: number) => {
    boot = 'second';
    now += offMs;
    uptimeMs = 60_000;
  };
  const confirm = async (guard: ClockGuard) => {
    const confirmed = await guard.confirmed();
    await inTransaction(clerk, (tx) => keepConfirmation(tx, confirmed));
    await guard.look();
  };

  it('lets time pass', async () => {
    const guard = await begin();
    pass(40 * DAY);
    lastEntry = new Date(now - 39 * DAY);
    await guard.look();
    expect(guard.doubt).to.equal(undefined);
    expect((await begin()).doubt).to.equal(undefined);
  });

  it('sees at once that it was set while the server runs, and that it is right again', async () => {
    const guard = await begin();
    now += DAY;
    expect(guard.doubt).to.deep.equal({ comparedWith: 'machine', byMs: DAY });
    expect(guard.words).to.include('nhanh lên 24 giờ');
    now -= DAY;
    expect(guard.doubt).not.to.equal(undefined);
    await guard.look();
    expect(guard.doubt).to.equal(undefined);
  });

  it('sees at the next start that it was set while the server was away', async () => {
    await begin();
    pass(HOUR);
    now += 40 * DAY;
    expect((await begin()).doubt).to.deep.equal({ comparedWith: 'machine', byMs: 40 * DAY });
  });

  it('refuses every act while it is in doubt and writes nothing; a running job is repeated by the time it would be', async () => {
    const guard = await begin();
    const ledger = new Ledger({ participants: [], clock: () => guard.timeOfActs() });
    expect(await ledger.run(clerk, takeNumber)).to.equal(1);
    const rightTime = now;
    guard.start();
    now += 40 * DAY;
    const refusals = await Promise.all(
      [1, 2, 3].map(() => ledger.run(clerk, takeNumber).catch((error: unknown) => error)),
    );
    for (const refusal of refusals) {
      expect(refusal).to.be.instanceOf(DomainError).and.include({ kind: 'unavailable', code: 'clock-in-doubt' });
      expect(refusal).to.have.deep.nested.property('details.extra', {
        comparedWith: 'machine',
        byMinutes: 40 * 24 * 60,
      });
    }
    expect(await storedNumbers()).to.deep.equal([1]);
    expect(currentTime().getTime(), 'what is no act goes on as if nobody had touched it').to.equal(rightTime);
    now -= 40 * DAY;
    await guard.look();
    expect(await ledger.run(clerk, takeNumber)).to.equal(2);
    await guard.stop();
  });

  it('lets nothing be put off by what was noted while a clock was ahead', () => {
    const ago = (ms: number) => isWithin(HOUR, new Date(now - ms), new Date(now));
    expect([0, HOUR - 1, -60_000].map(ago)).to.deep.equal([true, true, true]);
    expect([HOUR, DAY, -HOUR, -DAY].map(ago)).to.deep.equal([false, false, false, false]);
    expect(isWithin(50_000, new Date(now + 60_000), new Date(now))).to.equal(false);
  });

  it('believes what a person confirms, now and at the next start', async () => {
    const guard = await begin();
    now += DAY;
    expect(guard.doubt).not.to.equal(undefined);
    await confirm(guard);
    expect(guard.doubt).to.equal(undefined);
    expect((await begin()).doubt).to.equal(undefined);
  });

  it('asks after the machine was off for longer than Tết, and not after Tết', async () => {
    await begin();
    restart(9 * DAY);
    expect((await begin()).doubt).to.equal(undefined);
    boot = 'third';
    restart(20 * DAY);
    boot = 'third';
    const guard = await begin();
    expect(guard.doubt).to.deep.equal({ comparedWith: 'silence', byMs: 20 * DAY });
    await confirm(guard);
    expect(guard.doubt).to.equal(undefined);
  });

  it('does not go on behind the log until a person accepts the entries that lie ahead; later ones are asked for again', async () => {
    lastEntry = new Date(now + DAY);
    const guard = await begin();
    expect(guard.doubt).to.deep.equal({ comparedWith: 'log', byMs: -DAY });
    await confirm(guard);
    expect(guard.doubt).to.equal(undefined);
    lastEntry = new Date(now + 2 * DAY);
    expect((await begin()).doubt).to.deep.equal({ comparedWith: 'log', byMs: -2 * DAY });
  });

  it('does not go on apart from the database, whatever a person says', async () => {
    const guard = await begin(async () => ({ now: new Date(now - DAY), isElsewhere: true }));
    await confirm(guard);
    expect(guard.doubt).to.deep.equal({ comparedWith: 'database', byMs: DAY });
  });

  it('leaves the clock as it was while the database cannot be asked', async () => {
    let isAway = false;
    const guard = await begin(async () => {
      if (isAway) throw new Error('away');
      return { now: new Date(now), isElsewhere: false };
    });
    isAway = true;
    now += DAY;
    await guard.look();
    expect(guard.doubt).to.deep.equal({ comparedWith: 'machine', byMs: DAY });
  });

  it('hears the real clocks of this machine and its database, which agree', async () => {
    const database = await databaseClock(machineClock);
    expect(Math.abs(Number(database?.now) - Date.now())).to.be.below(60_000);
    expect(database?.isElsewhere).to.equal(false);
    expect(machineClock.uptimeMs()).to.be.greaterThan(0);
    expect(await machineClock.isSynchronised()).to.be.a('boolean');
  });
});
