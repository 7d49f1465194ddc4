import { expect } from 'chai';
import { latestVersion, type Migration, runMigrations } from '../../../server/platform/start/migrations.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('migrations', () => {
  useFreshDatabase({ each: true });
  const context = { storageFolder: '/nowhere', keysFolder: '/nowhere' };
  let ran: number[];
  beforeEach(() => {
    ran = [];
  });

  const step = (number: number, fails = false): Migration => ({
    number,
    name: `step-${number}`,
    run: async () => {
      ran.push(number);
      if (fails) throw new Error('cut off');
    },
  });

  it('run in the order of their numbers, each once', async () => {
    expect(await runMigrations([step(2), step(1)], context)).to.equal(2);
    expect(await runMigrations([step(1), step(2), step(3)], context)).to.equal(1);
    expect(ran).to.deep.equal([1, 2, 3]);
  });

  it('go on with the step that was cut off', async () => {
    const failure = await runMigrations([step(1), step(2, true), step(3)], context).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    expect(await runMigrations([step(1), step(2), step(3)], context)).to.equal(2);
    expect(ran).to.deep.equal([1, 2, 2, 3]);
  });

  it('refuse a database that a newer version has changed', async () => {
    await runMigrations([step(1), step(2)], context);
    const failure = await runMigrations([step(1)], context).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StartUpFailure);
    expect(String(failure)).to.include('2 > 1');
  });

  it('know the version they lead to', () => {
    expect(latestVersion([])).to.equal(0);
    expect(latestVersion([step(1), step(4)])).to.equal(4);
  });
});
