import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { parseConfig } from '../../server/platform/config.ts';
import { seedDemo } from '../../server/platform/start/demo-seeding.ts';
import { Shutdown } from '../../server/platform/start/shutdown.ts';
import { StartUpFailure } from '../../server/platform/start/start-up-failure.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const ownCollections = ['migrations', 'deployment'];

describe('demo seeding', () => {
  useFreshDatabase({ each: true });
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-seeding-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const seed = async (source: string, environment: Record<string, string> = { DEMO: '1' }) => {
    const script = join(folder, 'seed.mjs');
    await writeFile(script, source);
    const config = parseConfig(environment, folder);
    return await seedDemo({ config, uri: 'mongodb://given', script, ownCollections, shutdown: new Shutdown() });
  };
  const things = () => mongoose.connection.collection('things');
  const works = "if (process.env.MONGODB_URI !== 'mongodb://given' || process.env.DEMO !== '1') process.exit(2);";
  const fails = 'process.exit(1);';

  it('fills an empty store once', async () => {
    expect(await seed(works)).to.equal('seeded');
    expect(await seed(fails)).to.equal('seeded-before');
  });

  it('leaves a store alone that holds anything', async () => {
    await things().insertOne({ real: true });
    expect(await seed(fails)).to.equal('not-empty');
    expect(await things().countDocuments()).to.equal(1);
  });

  it('says so when it fails, and next time begins again with an empty store', async () => {
    expect(await seed(fails).catch((error: unknown) => error)).to.be.instanceOf(StartUpFailure);
    await things().insertOne({ half: true });
    expect(await seed(works)).to.equal('seeded');
    expect(await things().countDocuments()).to.equal(0);
  });

  it('is left out when nobody wants it', async () => {
    expect(await seed(fails, { DEMO: '0' })).to.equal('not-wanted');
  });

  it('keeps production away from a store it has filled', async () => {
    await seed(works);
    const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://vanban.example.gov.vn', KEYS_DIR: '/keys' };
    expect(await seed(fails, production).catch((error: unknown) => error)).to.be.instanceOf(StartUpFailure);
  });
});
