import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { type EmbeddedMongod, startEmbeddedMongod } from '../../../server/platform/mongod/embedded-mongod.ts';
import { opensDataOf } from '../../../server/platform/mongod/mongod-binary.ts';
import { stillRuns } from '../../../server/platform/state/process-identity.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';
import { toolsFolder } from '../../support/mongo.ts';

describe('embedded mongod', function () {
  this.timeout(120_000);
  let folder: string;
  let mongod: EmbeddedMongod | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-embedded-'));
  });
  afterEach(async () => {
    await mongod?.stop();
    mongod = undefined;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const options = () => ({ folder, keysFolder: join(folder, 'keys'), toolsFolder, binary: process.env.MONGOD_BINARY });
  const start = async () => {
    mongod = await startEmbeddedMongod(options());
    return mongod;
  };

  it('keeps its data from one start to the next', async () => {
    const first = await start();
    await inDatabase(first, (rows) => rows.insertOne({ kept: true }));
    const { uri } = first;
    await first.stop();
    const second = await start();
    expect(second.uri).to.equal(uri);
    expect(await inDatabase(second, (rows) => rows.countDocuments({ kept: true }))).to.equal(1);
  });

  it('lets nobody in without its password, which only the owner of the keys folder can read', async () => {
    const { uri } = await start();
    const stranger = new mongo.MongoClient(uri.replace(/\/\/.*@/, '//').replace('&authSource=admin', ''));
    const refusal = await stranger
      .db('probe')
      .collection('rows')
      .findOne()
      .catch((error: unknown) => error);
    await stranger.close();
    expect(refusal).to.be.instanceOf(mongo.MongoServerError);
    for (const name of ['mongod.key', 'mongod.password']) {
      expect((await stat(join(folder, 'keys', name))).mode & 0o777).to.equal(0o600);
    }
  });

  it('heals after kill -9: the same client goes on and what was acknowledged is there', async () => {
    const running = await start();
    const client = new mongo.MongoClient(running.uri, { serverSelectionTimeoutMS: 20_000 });
    const rows = client.db('probe').collection('heal');
    await rows.insertOne({ before: true }, { writeConcern: { w: 'majority', j: true } });
    const killed = running.pid();
    process.kill(killed ?? 0, 'SIGKILL');
    await rows.insertOne({ after: true }, { writeConcern: { w: 'majority', j: true } });
    expect(await rows.countDocuments()).to.equal(2);
    expect(running.pid()).not.to.equal(killed);
    expect(running.state()).to.equal('running');
    await client.close();
  });

  it('names its password when that was lost or is another one, within seconds', async () => {
    const password = join(folder, 'keys', 'mongod.password');
    const kept = await readFile(password, 'utf8');
    for (const other of [undefined, 'f'.repeat(48)]) {
      await rm(password, { force: true });
      if (other) await writeFile(password, other);
      const began = Date.now();
      expect(String(await start().catch((error: unknown) => error))).to.include(`Tệp ${password} không dùng được`);
      expect(Date.now() - began).to.be.below(30_000);
    }
    await writeFile(password, kept);
  });

  it('explains data that were damaged', async () => {
    const catalog = join(folder, 'data', '_mdb_catalog.wt');
    const kept = await readFile(catalog);
    await writeFile(catalog, kept.subarray(0, kept.length / 2));
    expect(String(await start().catch((error: unknown) => error)))
      .to.include('bị hỏng hoặc thiếu')
      .and.include('restore');
    await writeFile(catalog, kept);
  });

  it('moves to another port when a program has taken its own', async () => {
    const first = await start();
    const port = Number(new URL(first.uri).port);
    await first.stop();
    const squatter = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const second = await start();
    expect(new URL(second.uri).port).not.to.equal(String(port));
    expect(await inDatabase(second, (rows) => rows.countDocuments({ kept: true }))).to.equal(1);
    squatter.close();
  });

  async function anOrphan(): Promise<number> {
    const script = `
      import { startEmbeddedMongod } from './server/platform/mongod/embedded-mongod.ts';
      startEmbeddedMongod(${JSON.stringify(options())}).then((it) => console.log(it.pid()));`;
    const server = spawn(
      process.execPath,
      ['--import', './server/platform/typescript.mjs', '--input-type=module', '--eval', script],
      {
        cwd: join(import.meta.dirname, '../../..'),
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [line] = await once(server.stdout, 'data');
    const orphan = Number(String(line));
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect(stillRuns({ pid: orphan })).to.equal(true);
    return orphan;
  }

  it('stops the mongod that a killed server left behind, and takes over its data', async () => {
    const orphan = await anOrphan();
    const next = await start();
    expect(stillRuns({ pid: orphan })).to.equal(false);
    expect(await inDatabase(next, (rows) => rows.countDocuments({ kept: true }))).to.equal(1);
  });

  it('does so too when the server was killed before it could note its mongod', async () => {
    const orphan = await anOrphan();
    const { port, version } = JSON.parse(await readFile(join(folder, 'mongod.json'), 'utf8'));
    await writeFile(join(folder, 'mongod.json'), JSON.stringify({ port, version }));
    const next = await start();
    expect(stillRuns({ pid: orphan })).to.equal(false);
    expect(await inDatabase(next, (rows) => rows.countDocuments({ kept: true }))).to.equal(1);
  });

  it('refuses data of a mongod that it cannot open, naming the version that can', async () => {
    const memory = join(folder, 'mongod.json');
    const kept = await readFile(memory, 'utf8');
    const binary = (await start()).version;
    await mongod?.stop();
    await writeFile(memory, JSON.stringify({ port: 1, version: '99.0.1' }));
    const path = join(toolsFolder, `mongod-${binary}`);
    const failure = await startEmbeddedMongod({ ...options(), binary: process.env.MONGOD_BINARY ?? path }).catch(
      (error: unknown) => error,
    );
    await writeFile(memory, kept);
    expect(failure).to.be.instanceOf(StartUpFailure);
    expect(String(failure)).to.include('99.0.1');
  });
});

describe('a mongod and the data of another version', () => {
  for (const [version, data, opens] of [
    ['6.0.5', undefined, true],
    ['6.0.20', '6.0.5', true],
    ['7.0.1', '6.0.5', true],
    ['8.0.1', '6.0.5', false],
    ['6.0.5', '7.0.1', false],
    ['7.0.1', '7.1.0', false],
    ['5.0.1', undefined, false],
  ] as const) {
    it(`${version} ${opens ? 'opens' : 'refuses'} ${data ? `data of ${data}` : 'an empty folder'}`, () => {
      expect(opensDataOf(version, data)).to.equal(opens);
    });
  }
});

async function inDatabase<T>(mongod: EmbeddedMongod, work: (rows: mongo.Collection) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(mongod.uri);
  try {
    return await work(client.db('probe').collection('rows'));
  } finally {
    await client.close();
  }
}
