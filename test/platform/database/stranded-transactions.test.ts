import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { rowsOf } from '../../../server/platform/database/store.ts';
import { StrandedTransactions } from '../../../server/platform/database/stranded-transactions.ts';
import { log } from '../../../server/platform/log.ts';
import { testDatabase, useFreshDatabase } from '../../support/mongo.ts';
import { entries } from '../ledger/ledger-counter.ts';
import { aStrandedTransaction } from './stranded-transaction.ts';

const NO_SUCH_TRANSACTION = 251;
const MAX_TIME_EXPIRED = 50;
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

  async function aTransaction({
    number = 1,
    ...of
  }: { number?: number } & Parameters<typeof aStrandedTransaction>[1] = {}) {
    const stranded = await aStrandedTransaction(
      (session, collection) =>
        collection(entries.name).insertOne({ _id: String(number), number, version: 1 }, { session }),
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

  it('are ended within half a second when their process is gone, while one that only pauses is left alone', async () => {
    const relay = await aRelay();
    await aTransaction({ number: 2, uri: relay.uri });
    const pausing = await aTransaction();
    relay.cut();
    const insert = () => rowsOf(entries).insertOne({ _id: '2', number: 2, version: 1 } as never, { maxTimeMS: 200 });
    expect(await insert().then(() => 'written', codeOf)).to.equal(MAX_TIME_EXPIRED);
    await lookFor(0.5);
    await insert();
    expect(await pausing.outcome()).to.equal('committed');
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

/** A way to the test database whose connections can be cut, as the death of a process does: nobody says goodbye. */
async function aRelay() {
  const uri = new URL((await testDatabase()).uri);
  const port = Number(uri.port);
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    sockets.push(near, far);
    near.on('error', () => far.destroy()).pipe(far);
    far.on('error', () => near.destroy()).pipe(near);
  });
  await once(server.listen(0, '127.0.0.1').unref(), 'listening');
  uri.port = String((server.address() as AddressInfo).port);
  return {
    uri: uri.href,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

interface LookOptions {
  readonly between?: () => Promise<unknown>;
  readonly connection?: mongoose.Connection;
}
