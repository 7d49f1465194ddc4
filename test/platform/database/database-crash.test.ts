import { expect } from 'chai';
import { readAll } from '../../../server/platform/database/store.ts';
import { InsertFeed } from '../../../server/platform/edge/insert-feed.ts';
import { log } from '../../../server/platform/log.ts';
import { notes, signedInAs, useTestApp } from '../../support/app.ts';
import { killTestMongod, useFreshDatabase } from '../../support/mongo.ts';

describe('when the database is killed amid requests', () => {
  useFreshDatabase();
  const app = useTestApp();
  let level: string;

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });

  const post = (key: string) =>
    app
      .agent()
      .post('/api/notes')
      .set({ ...signedInAs(), 'Idempotency-Key': key })
      .send({ title: key });

  /** Sends the same request again until it is answered with a number, as a client does. */
  async function insist(key: string, refusals: number[]): Promise<number> {
    for (;;) {
      const { status, headers, body } = await post(key);
      if (status === 201) return body.number;
      expect({ status, type: body.type }).to.deep.equal({ status: 503, type: '/problems/database-unavailable' });
      expect(Number(headers['retry-after'])).to.be.within(1, 10);
      refusals.push(status);
    }
  }

  it('answers 503 or waits, heals without a restart, loses and doubles nothing, and goes on telling what happens', async function () {
    this.timeout(60_000);
    const told = new Set<string>();
    const feed = new InsertFeed('testNotes', ['title'], ({ title }) => told.add(String(title)));
    feed.start();
    const refusals: number[] = [];
    const numbers: number[] = [];
    const clerk = async (name: string) => {
      for (let turn = 0; turn < 12; turn += 1) numbers.push(await insist(`${name}-of-the-crash-${turn}`, refusals));
    };
    await post('the-first-of-all');
    const work = Promise.all(['lan', 'minh', 'hoa', 'tuan'].map(clerk));
    while (numbers.length < 10) await new Promise((resolve) => setImmediate(resolve));
    await killTestMongod();
    await work;
    const stored = (await readAll(notes, {}, { sort: { number: 1 } })).map(({ number }) => number);
    expect(stored).to.deep.equal(Array.from({ length: 49 }, (_, index) => index + 1));
    expect(new Set(numbers).size).to.equal(48);
    for (let turn = 0; !told.has(`after-the-crash-${turn - 1}`); turn += 1) await post(`after-the-crash-${turn}`);
    await feed.stop();
  });
});
