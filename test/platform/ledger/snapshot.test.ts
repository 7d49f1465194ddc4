import { expect } from 'chai';
import mongoose from 'mongoose';
import { defineStore, type Row } from '../../../server/platform/database/store.ts';
import { Snapshot } from '../../../server/platform/ledger/snapshot.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

interface Letter extends Row {
  readonly agencyId: string;
  readonly code?: string | null;
  readonly readers?: readonly string[];
}
const letters = defineStore<Letter>('snapshotTestLetters', { agencyId: String, code: String, readers: [String] });

describe('what a group of acts reads', () => {
  useFreshDatabase();

  before(async () => {
    await letters.model.collection.insertMany([
      { _id: 'a', version: 1, agencyId: 'snv', code: '1', readers: ['lan', 'minh'] },
      { _id: 'b', version: 1, agencyId: 'snv', code: '2', readers: ['lan'] },
      { _id: 'c', version: 1, agencyId: 'stc', code: '1', readers: [] },
      { _id: 'd', version: 1, agencyId: 'snv' },
    ] as never[]);
  });

  async function inSnapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const session = await mongoose.connection.startSession();
    try {
      return await session.withTransaction(() => work(new Snapshot(session)));
    } finally {
      await session.endSession();
    }
  }
  const idOf = (row: Letter | undefined) => row?.id;
  const idsOf = (rows: readonly Letter[]) => rows.map(({ id }) => id).sort();

  it('is the same whether it is asked for alone or with others at the same moment', async () => {
    const questions = [
      { agencyId: 'snv', code: '1' },
      { agencyId: 'snv', code: '2' },
      { agencyId: 'snv', code: '3' },
      { agencyId: 'stc', code: '1' },
      { id: 'c' },
      { id: 'b' },
      { id: 'nobody' },
    ];
    const expected = ['a', 'b', undefined, 'c', 'c', 'b', undefined];
    const together = await inSnapshot((snapshot) =>
      Promise.all(questions.map((where) => snapshot.first(letters, where))),
    );
    expect(together.map(idOf)).to.deep.equal(expected);
    const alone: (string | undefined)[] = [];
    await inSnapshot(async (snapshot) => {
      for (const where of questions) alone.push(idOf(await snapshot.first(letters, where)));
    });
    expect(alone).to.deep.equal(expected);
  });

  it('finds rows by one of several values, and those that have none', async () => {
    const [lan, minh, none] = await inSnapshot((snapshot) =>
      Promise.all([
        snapshot.all(letters, { readers: 'lan' }),
        snapshot.all(letters, { readers: 'minh' }),
        snapshot.all(letters, { agencyId: 'snv', code: null }),
      ]),
    );
    expect([lan, minh, none].map(idsOf)).to.deep.equal([['a', 'b'], ['a'], ['d']]);
  });

  it('is the same row, and the same for all who ask, however often they do', async () => {
    const [first, second, later] = await inSnapshot(async (snapshot) => {
      const both = await Promise.all([snapshot.first(letters, { id: 'a' }), snapshot.first(letters, { id: 'a' })]);
      await letters.model.updateOne({ _id: 'a' }, { $set: { code: '9' }, $inc: { version: 1 } });
      return [...both, await snapshot.first(letters, { id: 'a' })];
    });
    expect(second).to.equal(first);
    expect(later).to.equal(first);
  });

  it('takes an operator for a value', async () => {
    const smuggled = { agencyId: { $ne: '' } as unknown as string };
    expect(await inSnapshot((snapshot) => snapshot.all(letters, smuggled))).to.deep.equal([]);
  });
});
