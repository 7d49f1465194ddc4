import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { StrandedTransactions } from '../../../server/platform/database/stranded-transactions.ts';
import { log } from '../../../server/platform/log.ts';
import { testDatabase, useFreshDatabase } from '../../support/mongo.ts';
import { entries } from '../ledger/ledger-counter.ts';
import { aStrandedTransaction } from './stranded-transaction.ts';

const NO_SUCH_TRANSACTION = 251;
const codeOf = (error: { code: number }) => error.code;

describe('transactions that lie still', () => {
  useFreshDatabase({ each: true });
  const ends: (() => Promise<unknown>)[] = [];
  let now: number;
  let level: string;

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });
  beforeEach(() => {
    now = 0;
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function aTransaction(of: Parameters<typeof aStrandedTransaction>[1] = {}) {
    const stranded = await aStrandedTransaction(
      (session, collection) => collection(entries.name).insertOne({ _id: 'a', number: 1, version: 1 }, { session }),
      of,
    );
    ends.push(stranded.end);
    return {
      ...stranded,
      outcome: async () => await stranded.session.commitTransaction().then(() => 'committed', codeOf),
    };
  }

  /** Looks every half second of an own clock. */
  async function lookFor(
    seconds: number,
    { between = async () => undefined, connection = mongoose.connection }: LookOptions = {},
  ): Promise<void> {
    const watch = new StrandedTransactions({ now: () => now, connection });
    for (let look = 0; look <= seconds * 2; look += 1) {
      await watch.look();
      await between();
      now += 500;
    }
  }

  it('are left alone as long as they may be somebody’s next step', async () => {
    const { outcome } = await aTransaction();
    await lookFor(1);
    expect(await outcome()).to.equal('committed');
  });

  it('are ended when they have not moved for a second and a half; a late write or commit fails', async () => {
    const { session, collection, outcome } = await aTransaction();
    await lookFor(2);
    const late = collection(entries.name).insertOne({ _id: 'b', number: 2, version: 1 }, { session });
    expect(await late.then(() => 'written', codeOf)).to.equal(NO_SUCH_TRANSACTION);
    expect(await outcome()).to.equal(NO_SUCH_TRANSACTION);
    expect(await entries.model.countDocuments({})).to.equal(0);
  });

  it('are left alone while something happens in them, however long it takes', async () => {
    const { session, collection, outcome } = await aTransaction();
    const between = async () => {
      await collection(entries.name).findOne({ _id: 'x' }, { session });
      await wait(2);
    };
    await lookFor(5, { between });
    expect(await outcome()).to.equal('committed');
  });

  it('of other deployments and other programs on the same database server are not touched', async () => {
    const { outcome } = await aTransaction({ appName: 'vanban another' });
    await lookFor(5);
    expect(await outcome()).to.equal('committed');
  });

  it('are ended by an account that has no more rights than acts need', async () => {
    const admin = mongoose.connection.getClient().db('admin');
    const name = `acts-of-${mongoose.connection.name}`;
    const roles = ['readWrite', 'dbAdmin'].map((role) => ({ role, db: mongoose.connection.name }));
    await admin.command({ createUser: name, pwd: name, roles, mechanisms: ['SCRAM-SHA-256'] });
    ends.push(async () => await admin.command({ dropUser: name }));
    const { port } = new URL((await testDatabase()).uri);
    const uri = `mongodb://${name}:${name}@127.0.0.1:${port}/?directConnection=true&authSource=admin`;
    const connection = await mongoose.createConnection(uri, { dbName: mongoose.connection.name }).asPromise();
    ends.push(async () => await connection.close());
    const { outcome } = await aTransaction({ uri });
    await lookFor(2, { connection });
    expect(await outcome()).to.equal(NO_SUCH_TRANSACTION);
  });
});

interface LookOptions {
  readonly between?: () => Promise<unknown>;
  readonly connection?: mongoose.Connection;
}
