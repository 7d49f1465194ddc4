import { expect } from 'chai';
import mongoose, { Schema } from 'mongoose';
import { assertDatabase, databaseAnswers, ensureIndexes } from '../../../server/platform/database/database.ts';
import { ofTexts } from '../../../server/platform/database/store.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('database', () => {
  useFreshDatabase({ each: true });

  it('is a replica set on which acts are safe', async () => {
    await assertDatabase();
    expect(await databaseAnswers()).to.equal(true);
  });

  it('runs transactions', async () => {
    const things = mongoose.connection.collection<{ _id: string }>('things');
    const session = await mongoose.connection.startSession();
    await session.withTransaction(() => things.insertOne({ _id: 'a' }, { session }));
    await session.endSession();
    expect(await things.countDocuments()).to.equal(1);
  });

  it('starts every test empty', async () => {
    expect(await mongoose.connection.collection('things').countDocuments()).to.equal(0);
  });

  describe('with a model', () => {
    const schema = new Schema<{ agencyId: string; number: number; key?: string }>(
      { agencyId: String, number: Number, key: String },
      { collection: 'index-probe', autoIndex: false },
    );
    schema.index({ agencyId: 1, number: 1 }, { unique: true });
    schema.index({ key: 1 }, { unique: true, ...ofTexts('key') });
    const Probe = mongoose.model('index-probe', schema);

    after(async () => {
      await Probe.collection.drop();
      mongoose.deleteModel('index-probe');
    });

    it('makes its indexes and finds them', async () => {
      await ensureIndexes();
      const names = (await Probe.collection.indexes()).map(({ name }) => name);
      expect(names).to.include('agencyId_1_number_1');
    });

    it('finds rows by an index over those that have a text, and lets any number have none', async () => {
      await Probe.insertMany([{ number: 2 }, { number: 3 }, { number: 4, key: 'a' }, { number: 5, key: 'b' }]);
      for (const asked of [{ key: 'a' }, { key: { $in: ['a'] } }, { $or: [{ key: 'a' }, { key: 'c' }] }]) {
        const { executionStats } = await Probe.collection.find(asked).explain('executionStats');
        expect(executionStats.totalDocsExamined, JSON.stringify(asked)).to.equal(1);
      }
    });

    it('refuses to go on when a unique index is not unique', async () => {
      await Probe.collection.dropIndex('agencyId_1_number_1');
      await Probe.collection.createIndex({ agencyId: 1, number: 1 });
      const failure = await ensureIndexes().catch((error: unknown) => error);
      await Probe.collection.dropIndex('agencyId_1_number_1');
      expect(failure).to.be.instanceOf(StartUpFailure);
      expect(String(failure)).to.include('index-probe');
    });

    it('compares a smuggled operator instead of running it', async () => {
      await Probe.create({ agencyId: 'a', number: 1 });
      const smuggled = JSON.parse('{"agencyId":{"$ne":""}}');
      const failure = await Probe.find(smuggled).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(mongoose.Error.CastError);
    });

    it('throws on a field or a filter that the schema does not know', async () => {
      const failures = await Promise.all([
        Probe.create([JSON.parse('{"agencyId":"a","isAdmin":true}')]).catch((error: unknown) => error),
        Probe.find({ isAdmin: true }).catch((error: unknown) => error),
      ]);
      for (const failure of failures) expect(failure).to.be.instanceOf(mongoose.Error.StrictModeError);
    });
  });
});
