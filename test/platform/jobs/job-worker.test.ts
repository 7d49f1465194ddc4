import { expect } from 'chai';
import { z } from 'zod';
import { systemActor } from '../../../server/platform/actor.ts';
import { readAll, readOne } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import {
  asLongAsMessagesLive,
  defineJob,
  GiveUp,
  type JobDefinition,
  whileSomebodyWaits,
} from '../../../server/platform/jobs/job-kind.ts';
import { JobWorker } from '../../../server/platform/jobs/job-worker.ts';
import { type Job, jobs } from '../../../server/platform/ledger/jobs.ts';
import { Ledger } from '../../../server/platform/ledger/ledger.ts';
import { type Message, useLedger } from '../../../server/platform/ledger/transaction.ts';
import { log } from '../../../server/platform/log.ts';
import { processMark } from '../../../server/platform/state/process-mark.ts';
import { commandsAsked } from '../../support/commands-asked.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { entries } from '../ledger/ledger-counter.ts';

describe('job worker', () => {
  useFreshDatabase({ each: true });
  let now: Date;
  let level: string;

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });
  beforeEach(() => {
    now = new Date('2026-11-18T02:00:00Z');
    useLedger(new Ledger({ participants: [], clock }));
  });

  const clock = () => now;
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1_000);
  };

  type Payload = Record<string, unknown>;
  type Work = JobDefinition<Payload>['work'];

  const aKind = (work: Work, definition: Partial<JobDefinition<Payload>> = {}) =>
    defineJob({
      kind: 'send',
      payload: z.record(z.string(), z.unknown()),
      retry: { ...whileSomebodyWaits, tries: 3 },
      atOnce: 4,
      ofOneAgency: 4,
      work,
      // What a person sees, here: a row.
      givenUp: async (tx) => void tx.insert(entries, { number: 1 }),
      ...definition,
    });

  function workerFor(work: Work, definition: Partial<JobDefinition<Payload>> = {}): JobWorker {
    return new JobWorker({ kinds: [aKind(work, definition)], clock });
  }

  async function leave(...messages: Partial<Message>[]): Promise<void> {
    await leaveFor('snv', ...messages);
  }

  async function leaveFor(agencyId: string, ...messages: Partial<Message>[]): Promise<void> {
    await new Ledger({ participants: [], clock }).run(systemActor(agencyId), async (tx) => {
      for (const message of messages) tx.enqueue({ kind: 'send', payload: {}, ...message });
    });
  }

  async function theJob(): Promise<Job | undefined> {
    return await readOne(jobs, {});
  }

  const seen = async () => (await readAll(entries, {})).length === 1;

  it('carries out what acts left, in order, and marks it done', async () => {
    const sent: unknown[] = [];
    await leave({ payload: { to: 'a' } }, { payload: { to: 'b' } });
    const count = await workerFor(async (payload) => void sent.push(payload.to)).drain();
    expect({ count, sent }).to.deep.equal({ count: 2, sent: ['a', 'b'] });
    expect((await readAll(jobs, {})).map(({ state }) => state)).to.deep.equal(['done', 'done']);
  });

  it('takes jobs up in one command, and writes in one what those that ended together have come to', async () => {
    await leave({}, {}, {}, {});
    let begun = 0;
    const worker = workerFor(async () => {
      begun += 1;
      while (begun < 4) await new Promise((resolve) => setImmediate(resolve));
    });
    expect(await commandsAsked('update', () => worker.drain())).to.equal(2);
    expect((await readAll(jobs, {})).map(({ state }) => state)).to.deep.equal(['done', 'done', 'done', 'done']);
  });

  it('leaves work for later until its time, and kinds it does not know to others', async () => {
    await leave({ runAt: new Date('2026-11-18T03:00:00Z') }, { kind: 'print' });
    const worker = workerFor(async () => undefined);
    expect(await worker.drain()).to.equal(0);
    later(3_600);
    expect(await worker.drain()).to.equal(1);
  });

  it('takes up nothing while it is paused', async () => {
    await leave({});
    let isPaused = true;
    const worker = new JobWorker({ kinds: [aKind(async () => undefined)], clock, isPaused: () => isPaused });
    expect(await worker.drain()).to.equal(0);
    expect(await theJob()).to.include({ state: 'waiting', attempts: 0 });
    isPaused = false;
    expect(await worker.drain()).to.equal(1);
  });

  it('repeats what failed with growing pauses, then gives up loudly', async () => {
    const told: string[] = [];
    await leave({});
    const kind = aKind(async () => {
      throw new Error('the neighbour does not answer');
    });
    const worker = new JobWorker({ kinds: [kind], clock, onGivenUp: (name) => told.push(name) });
    expect(await worker.drain()).to.equal(1);
    expect(await theJob()).to.include({ state: 'waiting', attempts: 1, lastError: 'the neighbour does not answer' });
    expect(await worker.drain(), 'before the pause is over').to.equal(0);
    later(1);
    expect(await worker.drain()).to.equal(1);
    later(2);
    expect(await seen()).to.equal(false);
    expect(await worker.drain()).to.equal(1);
    expect(await theJob())
      .to.include({ state: 'dead', attempts: 3, lastError: 'the neighbour does not answer', reason: 'internal-error' })
      .and.not.have.property('leaseUntil');
    expect(await seen()).to.equal(true);
    expect(told).to.deep.equal(['send']);
  });

  it('gives up at once on a refusal that stays one, when its kind says so', async () => {
    const refuse: Work = async () => {
      throw new DomainError('invalid', 'too-complex', 'No');
    };
    await leave({});
    await workerFor(refuse, { retry: { ...whileSomebodyWaits, refusalIsFinal: false } }).drain();
    expect(await theJob()).to.include({ state: 'waiting', attempts: 1 });
    later(1);
    await workerFor(refuse).drain();
    expect(await theJob()).to.include({ state: 'dead', attempts: 2, reason: 'too-complex' });
  });

  it('counts no attempt that failed for what the house lacked, however often', async () => {
    await leave({});
    let isBusy = true;
    const worker = workerFor(async () => {
      if (isBusy) throw new DomainError('unavailable', 'workers-busy', 'Later');
      throw new Error('broken');
    });
    for (let round = 0; round < 10; round += 1) {
      expect(await worker.drain()).to.equal(1);
      later(20);
    }
    expect(await theJob()).to.include({ state: 'waiting', attempts: 10, excused: 10 });
    isBusy = false;
    expect(await worker.drain()).to.equal(1);
    expect((await theJob())?.runAt.getTime()).to.be.at.most(now.getTime() + whileSomebodyWaits.firstPauseMs);
    for (let round = 0; round < 2; round += 1) {
      later(20);
      expect(await worker.drain()).to.equal(1);
    }
    expect(await theJob()).to.include({ state: 'dead', attempts: 13 });
  });

  it('writes the end of a job and what a person sees in one act, or neither', async () => {
    await leave({});
    const worker = workerFor(
      async () => {
        throw new GiveUp('for good');
      },
      {
        givenUp: async (tx) => {
          tx.insert(entries, { number: 1 });
          throw new DomainError('unavailable', 'database-unavailable', 'Away');
        },
      },
    );
    expect(await worker.drain()).to.equal(1);
    expect(await theJob()).to.include({ state: 'waiting' });
    expect(await seen()).to.equal(false);
    later(20);
    await workerFor(async () => {
      throw new GiveUp('for good');
    }).drain();
    expect(await theJob()).to.include({ state: 'dead', lastError: 'for good' });
    expect(await seen()).to.equal(true);
  });

  it('leaves to the administrators what its kind can say nothing of', async () => {
    await leave({ payload: { to: 7 } });
    const { kind, retry, atOnce, ofOneAgency } = aKind(async () => undefined);
    const strict = defineJob({
      kind,
      retry: { ...retry, tries: 1 },
      atOnce,
      ofOneAgency,
      payload: z.object({ to: z.string() }),
      work: async () => undefined,
      givenUp: async (tx, { to }) => void tx.insert(entries, { number: to.length }),
    });
    const worker = new JobWorker({ kinds: [strict], clock });
    await worker.drain();
    expect(await theJob()).to.include({ state: 'dead', leftTo: 'administrator', agencyId: 'snv' });
  });

  it('carries out ahead of time what waits, one attempt after the other', async () => {
    await leave({});
    let atOnce = 0;
    const worker = workerFor(async () => {
      atOnce += 1;
      await new Promise((resolve) => setImmediate(resolve));
      expect(atOnce).to.equal(1);
      atOnce -= 1;
      throw new Error('the neighbour does not answer');
    });
    expect(await worker.drain(new Date('2199-01-01T00:00:00Z'))).to.equal(3);
    expect(await theJob()).to.include({ state: 'dead', attempts: 3, lastError: 'the neighbour does not answer' });
  });

  it('gives up at once when the handler says that trying again is pointless', async () => {
    await leave({});
    await workerFor(async () => {
      throw new GiveUp('the recipient is gone for good');
    }).drain();
    expect(await theJob()).to.include({ state: 'dead', attempts: 1, lastError: 'the recipient is gone for good' });
  });

  it('takes over from a worker that fell silent, which then cannot write its outcome', async () => {
    await leave({});
    const sent: string[] = [];
    const second = workerFor(async () => void sent.push('second'));
    const first = workerFor(async () => {
      later(120);
      await second.drain();
      sent.push('first');
      throw new Error('too late');
    });
    await first.drain();
    expect(sent).to.deep.equal(['second', 'first']);
    expect(await theJob())
      .to.include({ state: 'done', attempts: 2 })
      .and.not.have.property('lastError');
  });

  it('gives up on a job that no worker survives, also where it would be tried for days', async () => {
    for (const retry of [{ ...whileSomebodyWaits, tries: 3 }, asLongAsMessagesLive]) {
      await jobs.model.deleteMany({});
      await leave({});
      let ran = false;
      const nobody: Work = async () => {
        ran = true;
      };
      const worker = workerFor(nobody, { retry });
      await jobs.model.updateOne({}, { $set: { state: 'running', attempts: 12, losses: 12, leaseUntil: now } });
      await worker.drain();
      expect(ran).to.equal(false);
      expect(await theJob()).to.include({ state: 'dead' });
    }
  });

  it('counts the workers that a job has lost', async () => {
    await leave({});
    await jobs.model.updateOne({}, { $set: { state: 'running', attempts: 1, leaseUntil: now } });
    await workerFor(async () => undefined).drain();
    expect(await theJob()).to.include({ state: 'done', attempts: 2, losses: 1 });
  });

  it('works as soon as an act is committed, and stops when what runs is done', async () => {
    let arrived: (payload: unknown) => void = () => undefined;
    const arrival = new Promise((resolve) => {
      arrived = resolve;
    });
    const worker = workerFor(async (payload) => arrived(payload.to));
    worker.start();
    const ledger = new Ledger({ participants: [], clock, workers: worker });
    await ledger.run(systemActor('snv'), async (tx) => tx.enqueue({ kind: 'send', payload: { to: 'a' } }));
    expect(await arrival).to.equal('a');
    await worker.stop();
    expect(await theJob()).to.include({ state: 'done' });
  });

  it('takes up in the commit itself what it leaves, once nothing else waits, and no work twice', async () => {
    const done: unknown[] = [];
    const worker = workerFor(async ({ to }) => void done.push(to), { ofOneAgency: 2 });
    const ledger = new Ledger({ participants: [], clock, workers: worker });
    const leaveAll = async (...all: readonly Partial<Message>[]) => {
      await ledger.run(systemActor('snv'), async (tx) => {
        for (const one of all) tx.enqueue({ kind: 'send', payload: { to: one.key }, ...one });
      });
      await worker.idle();
    };
    worker.start();
    await worker.idle();
    // One adds both, one writes that both are done.
    expect(await commandsAsked('update', () => leaveAll({ key: 'a' }, { key: 'b' }))).to.equal(2);
    await leaveAll({ key: 'a' }, { key: 'c' }, { key: 'd' }, { key: 'e' }, { key: 'f', runAt: new Date('2026-11-19') });
    await worker.stop();
    expect(done.toSorted()).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
    const states = (await readAll(jobs, {})).map(({ key, state, attempts }) => `${key} ${state} ${attempts}`);
    expect(states.toSorted()).to.deep.equal([
      'a done 1',
      'b done 1',
      'c done 1',
      'd done 1',
      'e done 1',
      'f waiting 0',
    ]);
  });

  it('takes up in the commit itself what it leaves for others while somebody is full, and looks again once that one is not', async () => {
    const done: unknown[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const work: Work = async ({ to }, { partner }) => {
      if (partner === 'slow') await gate;
      done.push(to);
    };
    const worker = workerFor(work, { ofOneAgency: 9, ofOnePartner: 1 });
    const ledger = new Ledger({ participants: [], clock, workers: worker });
    const leaveFor = async (partner: string, to: string) =>
      await ledger.run(systemActor('snv'), async (tx) => tx.enqueue({ kind: 'send', payload: { to }, partner }));
    worker.start();
    await worker.idle();
    await leaveFor('slow', 'a');
    await leaveFor('slow', 'b');
    const until = async (many: number) => {
      while ((await jobs.model.countDocuments({ state: 'done' })) < many) await new Promise(setImmediate);
    };
    // What waits for whom everybody waits is looked for once.
    await leaveFor('well', 'c');
    await until(1);
    // Once nobody looks any more: that it is done, and nobody takes it up.
    let last = 1;
    for (let asked = 0; asked !== 1; ) {
      last += 1;
      asked = await commandsAsked('update', async () => {
        await leaveFor('well', `d${last}`);
        await until(last);
      });
    }
    release();
    await until(last + 2);
    await worker.stop();
    expect(new Set(done).size).to.equal(last + 2);
  });

  it('gives a place back when nothing was committed', async () => {
    const worker = workerFor(async () => undefined, { atOnce: 1 });
    worker.start();
    await worker.idle();
    const message = { kind: 'send', payload: {}, agencyId: 'snv' };
    const place = worker.reserve(message, now);
    expect(worker.reserve(message, now)).to.equal(undefined);
    place?.giveBack();
    await worker.idle();
    expect(worker.reserve(message, now)?.giveBack()).to.equal(undefined);
    await worker.stop();
    expect(await readAll(jobs, {})).to.deep.equal([]);
  });

  it('gives each job to one of two workers only', async () => {
    await leave(...Array.from({ length: 20 }, (_, number) => ({ payload: { number } })));
    const done: unknown[] = [];
    const handler: Work = async ({ number }) => void done.push(number);
    await Promise.all([workerFor(handler).drain(), workerFor(handler).drain()]);
    expect(done).to.have.length(20);
    expect(new Set(done).size).to.equal(20);
  });

  it('lets no agency’s flood hold up another’s work, nor one kind of work another kind', async () => {
    await leaveFor('flood', ...Array.from({ length: 30 }, () => ({ payload: { slow: true } })));
    await leaveFor('snv', { payload: { to: 'snv' } }, { kind: 'print', payload: { to: 'print' } });
    const done: unknown[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const work: Work = async ({ slow, to }) => {
      if (slow) await gate;
      else done.push(to);
    };
    const kinds = [aKind(work, { ofOneAgency: 2 }), aKind(work, { kind: 'print' })];
    const worker = new JobWorker({ kinds, clock });
    worker.start();
    while (done.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(await jobs.model.countDocuments({ agencyId: 'flood', state: 'running' })).to.equal(2);
    release();
    while ((await jobs.model.countDocuments({ state: 'done' })) < 32)
      await new Promise((resolve) => setImmediate(resolve));
    await worker.stop();
    expect(done).to.have.members(['snv', 'print']);
  });

  it('carries out what is more urgent first, then what is due longest', async () => {
    const sent: unknown[] = [];
    const urgencies = [0, 3, 1, 3, 0];
    for (const [number, urgency] of urgencies.entries()) {
      await leave({ urgency, payload: { number } });
      later(1);
    }
    await workerFor(async ({ number }) => void sent.push(number), { atOnce: 1 }).drain();
    expect(sent).to.deep.equal([1, 3, 2, 0, 4]);
  });

  it('waits for a silent partner with one of its lanes alone, and gives the others to those who answer', async () => {
    const messages = Array.from({ length: 6 }, (_, number) => [
      { partner: 'silent', payload: { number } },
      { partner: 'well', payload: { number } },
    ]);
    await leave(...messages.flat());
    let [waiting, mostWaiting, done] = [0, 0, 0];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const work: Work = async (_, { partner }) => {
      if (partner === 'well') {
        done += 1;
        return;
      }
      waiting += 1;
      mostWaiting = Math.max(mostWaiting, waiting);
      await gate;
      waiting -= 1;
      throw new DomainError('unavailable', 'partner-unanswered', 'No answer');
    };
    const worker = workerFor(work, { ofOnePartner: 3, ofOneAgency: 9, retry: { ...whileSomebodyWaits, tries: 9 } });
    worker.start();
    while (done < 6) await new Promise((resolve) => setImmediate(resolve));
    expect([waiting, mostWaiting]).to.deep.equal([1, 1]);
    release();
    await worker.stop();
    expect(mostWaiting).to.equal(1);
  });

  it('gives up at the end of its time, however few the tries were, and after it as soon as it fails', async () => {
    const DAYS = 24 * 3600;
    await leave({});
    const worker = workerFor(
      async () => {
        throw new DomainError('unavailable', 'partner-resting', 'Not asked', { retryAfter: 3 * DAYS });
      },
      { retry: asLongAsMessagesLive },
    );
    for (const days of [0, 3, 3]) {
      later(days * DAYS);
      expect(await worker.drain()).to.equal(1);
      expect(await worker.drain(), 'before it is asked again').to.equal(0);
    }
    expect(await theJob()).to.include({ state: 'waiting', attempts: 3, excused: 3 });
    later(1 * DAYS);
    expect(await worker.drain()).to.equal(1);
    expect(await theJob()).to.include({ state: 'dead', reason: 'partner-resting' });
    expect(await seen()).to.equal(true);
  });

  it('is idle once what it was woken for is done, with what that has left behind', async () => {
    const done: unknown[] = [];
    const worker: JobWorker = workerFor(async ({ leaves }) => {
      done.push(leaves);
      if (!leaves) return;
      await leave({ payload: {} });
      worker.wake(['send']);
    });
    await leave({ payload: { leaves: 'another' } });
    worker.start();
    await worker.idle();
    expect(done).to.deep.equal(['another', undefined]);
    await worker.stop();
  });

  it('leaves a worker its job when the clock of the acts leaps ahead of that of the leases', async () => {
    await leave({});
    let begun: () => void = () => undefined;
    let release: () => void = () => undefined;
    const begins = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let ran = 0;
    const work: Work = async () => {
      ran += 1;
      begun();
      await gate;
    };
    const lease = now;
    const worker = new JobWorker({ kinds: [aKind(work)], clock, leaseClock: () => lease });
    const draining = worker.drain();
    await begins;
    later(24 * 3600);
    expect(await worker.drain()).to.equal(0);
    release();
    await draining;
    expect(ran).to.equal(1);
  });

  it('takes over at once from a worker of this machine that is dead, and from nobody who lives', async () => {
    await leave({ payload: { of: 'dead' } }, { payload: { of: 'living' } }, { payload: { of: 'another machine' } });
    const [place = '', pid = '', began = ''] = processMark().split('.');
    const holders = {
      dead: `${place}.${pid}.${Number(began) - 1}`,
      living: `${place}.${pid}.${began}`,
      'another machine': `0123456789abcdef.${pid}.1`,
    };
    const leaseUntil = new Date(now.getTime() + 60_000);
    for (const [of, holder] of Object.entries(holders))
      await jobs.model.updateOne({ 'payload.of': of }, { $set: { state: 'running', attempts: 1, leaseUntil, holder } });
    const done: unknown[] = [];
    const worker = workerFor(async ({ of }) => void done.push(of));
    worker.start();
    while (done.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await worker.stop();
    expect(done).to.deep.equal(['dead']);
    expect(await readOne(jobs, { 'payload.of': 'dead' })).to.include({ state: 'done', attempts: 2 });
  });
});
