import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { Seeder, seedDemo } from '../../../server/platform/start/demo-seeding.ts';
import { Shutdown } from '../../../server/platform/start/shutdown.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';
import { testDatabase, useFreshDatabase } from '../../support/mongo.ts';

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
    return await seedDemo({ config, uri: 'mongodb://given', script, ownCollections, shutdown: new Shutdown(), say });
  };
  const say = () => undefined;
  const marks = () => mongoose.connection.collection<{ _id: string }>('deployment');
  const things = () => mongoose.connection.collection('things');
  const works = `process.once('message', ({ uri }) => process.exit(uri === 'mongodb://given' && process.env.DEMO === '1' ? 0 : 2));`;
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

  it('is made by the process that got ready while there was no database', async () => {
    const [ready, other] = [join(folder, 'ready.mjs'), join(folder, 'other.mjs')];
    await writeFile(ready, works);
    await writeFile(other, fails);
    const shutdown = new Shutdown();
    const config = parseConfig({ DEMO: '1' }, folder);
    const ahead = new Seeder({ config, script: ready, shutdown });
    const seeding = { config, uri: 'mongodb://given', script: other, ownCollections, shutdown, say };
    expect(await seedDemo({ ...seeding, ahead })).to.equal('seeded');
    await shutdown.run();
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

  it('begins with an empty store where half a demo lies and nobody wants one any more', async () => {
    expect(await seed(fails).catch((error: unknown) => error)).to.be.instanceOf(StartUpFailure);
    await things().insertOne({ half: true });
    expect(await seed(fails, { DEMO: '0' })).to.equal('not-wanted');
    expect(await things().countDocuments()).to.equal(0);
    expect(await marks().findOne({ _id: 'demo' })).to.equal(null);
  });

  it('removes nothing of a store whose claim was left by a start that died before it had looked', async () => {
    await things().insertOne({ real: true });
    await marks().insertOne({ _id: 'demo', state: 'claimed', holder: 'gone', until: new Date(0) } as { _id: string });
    expect(await seed(fails)).to.equal('not-empty');
    expect(await things().countDocuments()).to.equal(1);
  });

  describe('by several processes at once', function () {
    this.timeout(60_000);
    const started: ChildProcess[] = [];

    afterEach(() => {
      for (const child of started.splice(0)) child.kill('SIGKILL');
    });

    /** A start as a process, with what it says, line by line. */
    async function aStart(script: string) {
      const { uri } = await testDatabase();
      const process_ = resolve(import.meta.dirname, 'seeding-process.ts');
      const given = [process_, uri, mongoose.connection.name, script, folder];
      const child = spawn(process.execPath, ['--import', './server/platform/typescript.mjs', ...given], {
        cwd: resolve(import.meta.dirname, '../../..'),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      started.push(child);
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      const closed = once(child, 'close');
      return {
        child,
        said: async (line: string) => {
          while (!output.split('\n').includes(line)) await once(child.stdout, 'data');
        },
        lines: async () => {
          await closed;
          return output.trim().split('\n');
        },
      };
    }

    /** A demo that is made once somebody has written `go`; it says when it begins, and ends with whoever started it. */
    async function slowScript(): Promise<string> {
      const script = join(folder, 'slow.mjs');
      const driver = import.meta.resolve('mongoose');
      await writeFile(
        script,
        `import mongoose from ${JSON.stringify(driver)};
process.once('disconnect', () => process.exit(1));
const [{ uri }] = await new Promise((resolve) => process.once('message', (...told) => resolve(told)));
process.channel.unref();
await mongoose.connect(uri, { dbName: process.env.MONGODB_DATABASE });
const rows = (name) => mongoose.connection.collection(name);
await rows('things').insertOne({ of: process.pid });
console.log('begun');
while (!(await rows('migrations').findOne({ go: true }))) await new Promise((resolve) => setTimeout(resolve, 20));
await mongoose.disconnect();
`,
      );
      return script;
    }
    const go = () => mongoose.connection.collection('migrations').insertOne({ go: true });

    it('is done by one of them; the other waits for it', async () => {
      const script = await slowScript();
      const starts = [await aStart(script), await aStart(script)];
      await Promise.race(starts.map(({ said }) => said('begun')));
      await Promise.race(starts.map(({ said }) => said('waits')));
      await go();
      const said = (await Promise.all(starts.map(({ lines }) => lines()))).sort();
      expect(said).to.deep.equal([
        ['begun', 'seeded'],
        ['waits', 'seeded-before'],
      ]);
      expect(await things().countDocuments()).to.equal(1);
    });

    it('is begun anew when the one that did it is killed, by the one that waits', async () => {
      const script = await slowScript();
      const first = await aStart(script);
      await first.said('begun');
      const [half] = await things().find().toArray();
      const second = await aStart(script);
      await second.said('waits');
      first.child.kill('SIGKILL');
      await second.said('begun');
      await go();
      expect(await second.lines()).to.deep.equal(['waits', 'begun', 'seeded']);
      const rows = await things().find().toArray();
      expect(rows).to.have.length(1);
      expect(rows[0]?.of).to.not.equal(half?.of);
    });
  });
});
