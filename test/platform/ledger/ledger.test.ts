import { expect } from 'chai';
import mongoose from 'mongoose';
import type { Actor } from '../../../server/platform/actor.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { newId } from '../../../server/platform/ids.ts';
import { jobs } from '../../../server/platform/ledger/jobs.ts';
import { Ledger } from '../../../server/platform/ledger/ledger.ts';
import type { Participant, Transaction } from '../../../server/platform/ledger/transaction.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aStrandedTransaction } from '../database/stranded-transaction.ts';
import { counters, entries, numbersUpTo, storedNumbers, takeNumber } from './ledger-counter.ts';

const clerk: Actor = { personId: 'lan', positionId: 'lan-1', agencyId: 'snv', roles: ['clerk'], name: 'Lan' };

describe('ledger', () => {
  useFreshDatabase({ each: true });

  it('gives two acts at once on one counter 1 and 2', async () => {
    const ledger = new Ledger({ participants: [] });
    const numbers = await Promise.all([ledger.run(clerk, takeNumber), ledger.run(clerk, takeNumber)]);
    expect(numbers).to.have.members([1, 2]);
  });

  it('gives 40 parallel acts 1 to 40 in the order they came, no gap, no double', async () => {
    const ledger = new Ledger({ participants: [] });
    const numbers = await Promise.all(numbersUpTo(40).map(() => ledger.run(clerk, takeNumber)));
    expect(numbers).to.deep.equal(numbersUpTo(40));
    expect(await storedNumbers()).to.deep.equal(numbersUpTo(40));
  });

  it('stays right when two processes write at once: indexes and versions decide', async () => {
    const ledgers = [new Ledger({ participants: [] }), new Ledger({ participants: [] })];
    const numbers = await Promise.all(
      numbersUpTo(20).map((turn) => (ledgers[turn % 2] as Ledger).run(clerk, takeNumber)),
    );
    expect([...numbers].sort((a, b) => a - b)).to.deep.equal(numbersUpTo(20));
    expect(await storedNumbers()).to.deep.equal(numbersUpTo(20));
  });

  it('writes nothing of an act that refuses, and goes on with the next', async () => {
    const ledger = new Ledger({ participants: [] });
    const refused = ledger.run(clerk, async (tx) => {
      await takeNumber(tx);
      tx.enqueue({ kind: 'test', payload: {} });
      throw new DomainError('conflict', 'register-closed', 'Closed');
    });
    const next = ledger.run(clerk, takeNumber);
    expect(await refused.catch((error: DomainError) => error.code)).to.equal('register-closed');
    expect(await next).to.equal(1);
    expect(await readAll(jobs, {})).to.deep.equal([]);
  });

  it('isolates a broken act among 60: the others are committed, in their order', async () => {
    const ledger = new Ledger({ participants: [] });
    const outcomes = await Promise.allSettled(
      numbersUpTo(60).map((turn) =>
        ledger.run(clerk, async (tx) => {
          const number = await takeNumber(tx);
          if (turn === 23) throw new TypeError('a mistake in the code');
          if (turn === 41) tx.insert(entries, { number: 1 });
          return number;
        }),
      ),
    );
    const failed = outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index + 1] : []));
    const given = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(failed).to.deep.equal([23, 41]);
    expect(given).to.deep.equal(numbersUpTo(58));
    expect(await storedNumbers()).to.deep.equal(numbersUpTo(58));
  });

  it('hands on an error that is no refusal, and writes nothing', async () => {
    const ledger = new Ledger({ participants: [] });
    const failed = ledger.run(clerk, async (tx) => {
      await takeNumber(tx);
      throw new TypeError('a mistake in the code');
    });
    expect(await failed.catch((error: Error) => error.message)).to.equal('a mistake in the code');
    expect(await storedNumbers()).to.deep.equal([]);
  });

  it('runs an act again when somebody else changed what it had read', async () => {
    const ledger = new Ledger({ participants: [] });
    await ledger.run(clerk, takeNumber);
    let runs = 0;
    const number = await ledger.run(clerk, async (tx) => {
      runs += 1;
      const counter = await tx.load(counters, 'c');
      if (runs === 1) await counters.model.updateOne({ _id: 'c' }, { $set: { last: 7 }, $inc: { version: 1 } });
      const { last } = tx.change(counters, counter, { last: counter.last + 1 });
      return last;
    });
    expect({ runs, number }).to.deep.equal({ runs: 2, number: 8 });
  });

  it('answers 409 when an act goes on making what exists already', async () => {
    const ledger = new Ledger({ participants: [] });
    await ledger.run(clerk, takeNumber);
    const again = ledger.run(clerk, async (tx) => tx.insert(entries, { number: 1 }));
    expect(await again.catch((error: DomainError) => error.code)).to.equal('already-exists');
  });

  it('never lets the time of an act be behind what a participant has recorded', async () => {
    const recorded = new Date('2026-11-18T03:00:00Z');
    const log: Participant = { name: 'log', earliest: async () => recorded, conclude: async () => undefined };
    const clock = () => new Date('2026-11-18T01:00:00Z');
    const now = await new Ledger({ participants: [log], clock }).run(clerk, async (tx) => tx.now);
    expect(now).to.deep.equal(recorded);
    const later = () => new Date('2026-11-18T05:00:00Z');
    const then = await new Ledger({ participants: [log], clock: later }).run(clerk, async (tx) => tx.now);
    expect(then).to.deep.equal(later());
  });

  it('lets a participant write beside the act, in the same transaction', async () => {
    const log: Participant = {
      name: 'log',
      earliest: async () => undefined,
      conclude: async (tx, items) => {
        for (const item of items) tx.insert(entries, { number: Number(item) });
      },
    };
    const ledger = new Ledger({ participants: [log] });
    await ledger.run(clerk, async (tx) => tx.attach('log', 5));
    await ledger
      .run(clerk, async (tx) => {
        tx.attach('log', 6);
        throw new DomainError('invalid', 'refused', 'No');
      })
      .catch((error: DomainError) => expect(error.code).to.equal('refused'));
    expect(await storedNumbers()).to.deep.equal([5]);
  });

  it('leaves the messages of an act as jobs and tells of them once it is committed', async () => {
    const told: string[] = [];
    const ledger = new Ledger({
      participants: [],
      workers: { reserve: () => undefined, wake: () => told.push('work') },
    });
    await ledger.run(clerk, async (tx) => tx.enqueue({ kind: 'send', key: 'd1', payload: { deliveryId: 'd1' } }));
    await ledger.run(clerk, async (tx) => tx.enqueue({ kind: 'send', key: 'd1', payload: { deliveryId: 'd1' } }));
    expect(told).to.have.length(2);
    const [job, ...more] = await readAll(jobs, {});
    expect(more).to.deep.equal([]);
    expect(job).to.include({ kind: 'send', key: 'd1', state: 'waiting', attempts: 0 });
  });

  it('answers 503 by the deadline of each act, whatever it waits for, and does not run it afterwards', async () => {
    const ledger = new Ledger({ participants: [], patienceMs: 300 });
    let release: (value: unknown) => void = () => undefined;
    const gate = new Promise((resolve) => {
      release = resolve;
    });
    const kind = (error: DomainError) => error.kind;
    let begin: (value: unknown) => void = () => undefined;
    const begun = new Promise((resolve) => {
      begin = resolve;
    });
    const hang = async () => {
      begin(undefined);
      await gate;
    };
    const hanging = ledger.run(clerk, hang).catch(kind);
    await begun;
    const late = ledger.run(clerk, takeNumber).catch(kind);
    expect(await Promise.all([hanging, late])).to.deep.equal(['unavailable', 'unavailable']);
    release(undefined);
    await ledger.drained();
    expect(await new Ledger({ participants: [] }).run(clerk, takeNumber)).to.equal(1);
  });

  it('tells everybody at once when the database is away, and goes on when it is back', async () => {
    const ledger = new Ledger({ participants: [], awayMs: 300 });
    let isAway = true;
    const act = async (tx: Transaction) => {
      if (isAway) throw new mongoose.mongo.MongoNetworkError('gone');
      return await takeNumber(tx);
    };
    const began = performance.now();
    const answers = numbersUpTo(60).map((turn) =>
      ledger.run({ ...clerk, agencyId: `a${turn % 7}` }, act).then(
        () => 'done',
        ({ code, details }: DomainError) => `${code} ${details.retryAfter} ${performance.now() - began < 2_000}`,
      ),
    );
    expect(new Set(await Promise.all(answers))).to.deep.equal(new Set(['database-unavailable 4 true']));
    // Whoever comes while it is known to be away hears so after one look.
    const next = performance.now();
    expect(await ledger.run(clerk, act).catch((error: DomainError) => error.kind)).to.equal('unavailable');
    expect(performance.now() - next).to.be.lessThan(200);
    isAway = false;
    expect(await ledger.run(clerk, act)).to.equal(1);
  });

  it('lets others go on while a dead process holds a row, and ends its transaction for whoever needs the row', async () => {
    const ledger = new Ledger({ participants: [] });
    await ledger.run(clerk, takeNumber);
    const { session, end } = await aStrandedTransaction(async (tx, collection) => {
      await collection('ledgerTestCounters').updateOne({ _id: 'c' }, { $set: { last: 99 } }, { session: tx });
    });
    try {
      const began = performance.now();
      const held = ledger.run(clerk, takeNumber);
      const others = numbersUpTo(5).map(() => ledger.run({ ...clerk, agencyId: 'stc' }, async (tx) => tx.now));
      await Promise.all(others);
      expect(performance.now() - began, 'the others').to.be.lessThan(1_500);
      expect(await held).to.equal(2);
      expect(performance.now() - began, 'who needs the row').to.be.within(1_000, 5_000);
      const late = await session.commitTransaction().catch((error: { code: number }) => error.code);
      expect(late, 'the sleeper’s late commit').to.equal(251);
    } finally {
      await end();
    }
  });

  it('refuses with 503 when too many acts wait', async () => {
    const ledger = new Ledger({ participants: [] });
    let release: (value: unknown) => void = () => undefined;
    const gate = new Promise((resolve) => {
      release = resolve;
    });
    const first = ledger.run(clerk, async () => void (await gate));
    const waiting = Array.from({ length: 2_000 }, () =>
      ledger.run(clerk, async () => undefined).catch(() => undefined),
    );
    const refused = await ledger.run(clerk, async () => newId()).catch((error: DomainError) => error.code);
    expect(refused).to.equal('busy');
    release(undefined);
    await first;
    await Promise.all(waiting);
    await ledger.drained();
  });

  it('refuses one agency’s flood with 503 while another’s act goes through', async () => {
    const ledger = new Ledger({ participants: [] });
    const flood = Array.from({ length: 2_001 }, () =>
      ledger
        .run(clerk, async () => undefined)
        .then(
          () => 'done',
          (error: DomainError) => error.code,
        ),
    );
    expect(await ledger.run({ ...clerk, agencyId: 'stc' }, takeNumber)).to.equal(1);
    expect((await Promise.all(flood)).filter((outcome) => outcome === 'busy')).to.have.length(1);
  });

  it('closes a group that has written 4 MB; those behind go next', async () => {
    let commits = 0;
    const wake = () => {
      commits += 1;
    };
    const ledger = new Ledger({ participants: [], workers: { reserve: () => undefined, wake } });
    const text = 'x'.repeat(1024 * 1024);
    await Promise.all(
      numbersUpTo(10).map((turn) =>
        ledger.run(clerk, async (tx) => {
          await takeNumber(tx);
          tx.enqueue({ kind: 'test', payload: { turn, text } });
        }),
      ),
    );
    expect(commits).to.equal(3);
    expect(await storedNumbers()).to.deep.equal(numbersUpTo(10));
  });

  it('lets people’s acts go before those of an import', async () => {
    const ledger = new Ledger({ participants: [] });
    const imported = numbersUpTo(3).map(() => ledger.run(clerk, takeNumber, 'import'));
    const made = numbersUpTo(3).map(() => ledger.run(clerk, takeNumber));
    expect(await Promise.all(made)).to.deep.equal([1, 2, 3]);
    expect(await Promise.all(imported)).to.deep.equal([4, 5, 6]);
  });

  it('judges a repeated key and a stolen one within one group', async () => {
    const ledger = new Ledger({ participants: [] });
    const send = (bodyHash: string, key = 'k1') => {
      const request = { requestId: newId(), idempotency: { key, endpoint: 'POST /x', bodyHash } };
      return ledger.run({ ...clerk, request }, takeNumber).catch((error: DomainError) => error.code);
    };
    const outcomes = await Promise.all([send('a'), send('a'), send('b'), send('c', 'k2'), send('a')]);
    expect(outcomes).to.deep.equal([1, 1, 'idempotency-conflict', 2, 1]);
    expect(await Promise.all([send('a'), send('b')])).to.deep.equal([1, 'idempotency-conflict']);
    expect(await storedNumbers()).to.deep.equal([1, 2]);
  });
});
