import { expect } from 'chai';
import fc from 'fast-check';
import { onLine } from '../../../server/exchange/carriage/on-line.ts';
import { afterSilence, circuitOf, type PartnerLine } from '../../../server/exchange/carriage/partner-line.ts';
import { partnerLines } from '../../../server/exchange/carriage/store.ts';
import { wakeLine } from '../../../server/exchange/carriage/wake-line.ts';
import { refusal } from '../../../server/exchange/messages/message-refusal.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { readOne } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { jobs } from '../../../server/platform/ledger/jobs.ts';
import { Ledger } from '../../../server/platform/ledger/ledger.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const start = new Date('2026-11-18T02:00:00Z');
const later = (from: Date, ms: number) => new Date(from.getTime() + ms);

describe('the line to a partner', () => {
  type Known = Pick<PartnerLine, 'failures' | 'failingSince' | 'restsUntil' | 'probing'>;

  /** The line after so many failures, each asked as soon as somebody may. */
  function fails(chances: readonly number[]): { line: Known; at: Date } {
    let line: Known = { failures: 0, probing: false };
    let at = start;
    for (const one of chances) {
      at = line.restsUntil && line.restsUntil > at ? line.restsUntil : at;
      line = { ...line, ...afterSilence(line, { at, chance: one, reason: 'partner-unanswered' }) };
    }
    return { line, at };
  }

  it('carries everything until it has failed three times in a row, and then rests for 2.5 to 60 seconds', () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 1, maxLength: 40 }), (chances) => {
        const { line, at } = fails(chances);
        expect(line.failingSince).to.deep.equal(start);
        expect(circuitOf(line, at)).to.equal(chances.length < 3 ? 'closed' : 'open');
        if (!line.restsUntil) return;
        const rest = line.restsUntil.getTime() - at.getTime();
        const longest = Math.min(5_000 * 2 ** (chances.length - 3), 60_000);
        expect(rest).to.be.within(longest / 2, longest);
        expect(circuitOf(line, later(at, rest - 1))).to.equal('open');
        expect(circuitOf(line, later(at, rest))).to.equal('half-open');
      }),
    );
  });

  it('is half open while one attempt is on its way to find out', () => {
    const probed = { failures: 5, probing: true, restsUntil: later(start, 60_000) };
    expect(circuitOf(probed, start)).to.equal('half-open');
  });
});

describe('an attempt on the line to a partner', () => {
  useFreshDatabase({ each: true });
  const silent = async () => {
    throw new DomainError('unavailable', 'partner-unanswered', 'No answer in time');
  };
  const told = async (attempt: Parameters<typeof onLine>[1]) =>
    await onLine('sao-mai-2', attempt).then(
      () => 'answered',
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    );
  const line = async () => (await readOne(partnerLines, { _id: 'sao-mai-2' })) ?? expect.fail('Nothing is known of it');
  /** Its rest is over. */
  const rested = () => partnerLines.model.updateOne({}, { $set: { restsUntil: new Date(Date.now() - 1) } });
  const opened = async () => {
    for (let failure = 0; failure < 3; failure += 1) expect(await told(silent)).to.equal('partner-unanswered');
  };

  it('is not made any more after the third without an answer, but for one that finds out, however many ask', async () => {
    await opened();
    expect(await told(silent)).to.equal('partner-resting');
    await rested();
    let asked = 0;
    const slow = async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      await silent();
    };
    const tenAtOnce = await Promise.all(Array.from({ length: 10 }, () => told(slow)));
    expect(asked).to.equal(1);
    expect(tenAtOnce.toSorted()).to.deep.equal([...Array(9).fill('partner-resting'), 'partner-unanswered']);
    expect(await line()).to.deep.include({ failures: 4, probing: false, lastError: 'partner-unanswered' });
  });

  it('is made once more at a person’s wish while the line rests, but not where the partner asked to be left alone', async () => {
    const wake = () => new Ledger({ participants: [] }).run(systemActor('snv'), (tx) => wakeLine(tx, 'sao-mai-2'));
    await opened();
    await wake();
    expect([await told(silent), await told(silent)]).to.deep.equal(['partner-unanswered', 'partner-resting']);
    await wake();
    expect(await told(async () => undefined)).to.equal('answered');
    await told(async () => {
      throw new DomainError('unavailable', 'partner-busy', 'Enough', { retryAfter: 120 });
    });
    await wake();
    expect(await told(silent)).to.equal('partner-resting');
  });

  /** Attempts that begin at the same moment and end one after the other, each so. */
  const together = async (...ends: readonly ('silent' | 'answered')[]) => {
    const cuts = new Map<number, () => void>();
    const attempts = ends.map((end, index) =>
      told(async () => {
        await new Promise<void>((cut) => cuts.set(index, cut));
        if (end === 'silent') await silent();
      }),
    );
    while (cuts.size < attempts.length) await new Promise(setImmediate);
    for (const [index, attempt] of attempts.entries()) {
      cuts.get(index)?.();
      expect(await attempt).to.equal(ends[index] === 'silent' ? 'partner-unanswered' : 'answered');
    }
  };

  it('that fails together with others makes the line rest no longer than one of them', async () => {
    await together(...Array<'silent'>(8).fill('silent'));
    expect(await line()).to.include({ failures: 3 });
  });

  it('that is answered counts after those that failed, also when it began before they did', async () => {
    await told(async () => undefined);
    await together('silent', 'silent', 'answered', 'silent', 'silent');
    expect(await line()).to.include({ failures: 2 });
    await together('silent', 'silent', 'answered');
    expect(await line())
      .to.include({ failures: 0 })
      .and.not.have.any.keys('restsUntil');
  });

  it('that is answered has everything tried at once that waits for this partner, and nothing else', async () => {
    const runAt = new Date(Date.now() + 3600_000);
    await new Ledger({ participants: [] }).run(systemActor('snv'), async (tx) => {
      for (const partner of ['sao-mai-2', 'sao-mai-3']) tx.enqueue({ kind: 'send', payload: {}, partner, runAt });
    });
    await opened();
    await rested();
    expect(await told(async () => undefined)).to.equal('answered');
    expect(await line())
      .to.include({ failures: 0, probing: false })
      .and.not.have.any.keys('restsUntil', 'failingSince');
    const isDue = async (partner: string) => ((await readOne(jobs, { partner }))?.runAt ?? runAt) <= new Date();
    expect([await isDue('sao-mai-2'), await isDue('sao-mai-3')]).to.deep.equal([true, false]);
  });

  it('counts a refusal as an answer, and nothing that went wrong in this house', async () => {
    await told(silent);
    await told(silent);
    const refusing = async () => {
      throw refusal('wrong-audience', 'Not here');
    };
    expect(await told(refusing)).to.equal('wrong-audience');
    expect(await line()).to.include({ failures: 0 });
    const broken = async () => {
      throw new Error('the disk cannot be read');
    };
    for (let failure = 0; failure < 5; failure += 1) await told(broken);
    expect(await line()).to.include({ failures: 0 });
  });

  it('that fails at its second request after the first was answered says that the partner is there', async () => {
    const cutOff = async (heard: () => void) => {
      heard();
      await silent();
    };
    for (let failure = 0; failure < 5; failure += 1) expect(await told(cutOff)).to.equal('partner-unanswered');
    expect(await line()).to.include({ failures: 0 });
  });

  it('is made although the line rests for a day, since nobody rests so long: it was noted by a clock that was wrong', async () => {
    await opened();
    await partnerLines.model.updateOne({}, { $set: { restsUntil: later(new Date(), 24 * 3600_000) } });
    expect(await told(async () => undefined)).to.equal('answered');
  });

  it('waits as long as a partner asks that has had enough requests', async () => {
    const busy = async () => {
      throw new DomainError('unavailable', 'partner-busy', 'Enough', { retryAfter: 120 });
    };
    expect(await told(busy)).to.equal('partner-busy');
    const error = await onLine('sao-mai-2', async () => undefined).catch((one: unknown) => one);
    expect(error).to.be.instanceOf(DomainError);
    const { code, details } = error as DomainError;
    expect(code).to.equal('partner-resting');
    expect(details.retryAfter).to.be.within(115, 120);
    await rested();
    expect(await told(async () => undefined)).to.equal('answered');
  });
});
