import { expect } from 'chai';
import { systemActor } from '../../server/platform/actor.ts';
import { type Job, jobs } from '../../server/platform/jobs.ts';
import { Ledger } from '../../server/platform/ledger.ts';
import { log } from '../../server/platform/log.ts';
import { readAll, readOne } from '../../server/platform/store.ts';
import type { Message } from '../../server/platform/transaction.ts';
import { GiveUp, type JobHandler, JobWorker, type JobWorkerOptions } from '../../server/platform/worker/job-worker.ts';
import { useFreshDatabase } from '../support/mongo.ts';

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
  });

  const clock = () => now;
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1_000);
  };

  function workerFor(send: JobHandler, options: Partial<JobWorkerOptions> = {}): JobWorker {
    return new JobWorker({ handlers: { send }, clock, mostAttempts: 3, ...options });
  }

  async function leave(...messages: Partial<Message>[]): Promise<void> {
    await new Ledger({ participants: [], clock }).run(systemActor('snv'), async (tx) => {
      for (const message of messages) tx.enqueue({ kind: 'send', payload: {}, ...message });
    });
  }

  async function theJob(): Promise<Job | undefined> {
    return await readOne(jobs, {});
  }

  it('carries out what acts left, in order, and marks it done', async () => {
    const sent: unknown[] = [];
    await leave({ payload: { to: 'a' } }, { payload: { to: 'b' } });
    const count = await workerFor(async (payload) => void sent.push(payload.to)).drain();
    expect({ count, sent }).to.deep.equal({ count: 2, sent: ['a', 'b'] });
    expect((await readAll(jobs, {})).map(({ state }) => state)).to.deep.equal(['done', 'done']);
  });

  it('leaves work for later until its time, and kinds it does not know to others', async () => {
    await leave({ runAt: new Date('2026-11-18T03:00:00Z') }, { kind: 'print' });
    const worker = workerFor(async () => undefined);
    expect(await worker.drain()).to.equal(0);
    later(3_600);
    expect(await worker.drain()).to.equal(1);
  });

  it('repeats what failed with growing pauses, then gives up loudly', async () => {
    const dead: Job[] = [];
    await leave({});
    const worker = workerFor(
      async () => {
        throw new Error('the neighbour does not answer');
      },
      { onDead: async (job) => void dead.push(job) },
    );
    expect(await worker.drain()).to.equal(1);
    expect(await theJob()).to.include({ state: 'waiting', attempts: 1, lastError: 'the neighbour does not answer' });
    expect(await worker.drain(), 'before the pause is over').to.equal(0);
    later(1);
    expect(await worker.drain()).to.equal(1);
    later(2);
    expect(await worker.drain()).to.equal(1);
    expect(await theJob()).to.include({ state: 'dead', attempts: 3 });
    expect(dead.map(({ attempts, lastError }) => ({ attempts, lastError }))).to.deep.equal([
      { attempts: 3, lastError: 'the neighbour does not answer' },
    ]);
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

  it('gives up on a job that no worker survives', async () => {
    await leave({});
    await jobs.model.updateOne({}, { $set: { state: 'running', attempts: 3, leaseUntil: now } });
    let ran = false;
    await workerFor(async () => {
      ran = true;
    }).drain();
    expect(ran).to.equal(false);
    expect(await theJob()).to.include({ state: 'dead' });
  });

  it('works as soon as an act is committed, and stops when what runs is done', async () => {
    let arrived: (payload: unknown) => void = () => undefined;
    const arrival = new Promise((resolve) => {
      arrived = resolve;
    });
    const worker = workerFor(async (payload) => arrived(payload.to));
    worker.start();
    const ledger = new Ledger({ participants: [], clock, onMessages: () => worker.wake() });
    await ledger.run(systemActor('snv'), async (tx) => tx.enqueue({ kind: 'send', payload: { to: 'a' } }));
    expect(await arrival).to.equal('a');
    await worker.stop();
    expect(await theJob()).to.include({ state: 'done' });
  });

  it('gives each job to one of two workers only', async () => {
    await leave(...Array.from({ length: 20 }, (_, number) => ({ payload: { number } })));
    const done: unknown[] = [];
    const handler: JobHandler = async ({ number }) => void done.push(number);
    await Promise.all([workerFor(handler).drain(), workerFor(handler).drain()]);
    expect(done).to.have.length(20);
    expect(new Set(done).size).to.equal(20);
  });
});
