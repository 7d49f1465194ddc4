import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { identifyProcess, stillRuns } from '../../server/platform/state/process-identity.ts';
import { testDatabase } from '../support/mongo.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

describe('the start of the server', function () {
  this.timeout(240_000);
  let folder: string;
  const running: ServerProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-start-'));
  });
  afterEach(async () => {
    for (const server of running.splice(0)) {
      if (server.child.exitCode !== null || server.child.signalCode !== null) continue;
      server.child.kill('SIGTERM');
      await server.ended();
    }
    await rm(folder, { recursive: true, force: true });
  });

  const start = (environment: Record<string, string> = {}, command?: string[]) => {
    const given = { PORT: '0', DEMO: '0', STORAGE_DIR: join(folder, 'storage'), ...environment };
    const server = startServer(given, command);
    running.push(server);
    return server;
  };

  /** One sentence, marked and with its translation, and nothing of the program's inside. */
  const refusal = async (environment: Record<string, string>) => {
    const server = start(environment);
    expect(await server.ended()).to.equal(1);
    const lines = server.output().trim().split('\n');
    const sentence = lines.at(-1) ?? '';
    expect(sentence).to.match(/^✗ .+: hãy .+\. \(.+\.\)$|^✗ .+ docs\/configuration\.md\. \(.+\.\)$/);
    expect(server.output()).not.to.include('    at ');
    return sentence;
  };

  it('refuses a wrong value with its name', async () => {
    expect(await refusal({ PORT: 'ba nghìn' })).to.include('PORT=ba nghìn');
  });

  it('refuses a taken port before anything else is made', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await refusal({ PORT: String(port) })).to.include(`Cổng ${port}`);
    other.close();
    expect(await exists(join(folder, 'storage'))).to.equal(false);
  });

  it('refuses a storage folder that it cannot write', async () => {
    await writeFile(join(folder, 'a-file'), '');
    expect(await refusal({ STORAGE_DIR: join(folder, 'a-file', 'storage') })).to.include('Không ghi được');
  });

  it('refuses a storage folder that a newer version made, and leaves it as it is', async () => {
    const mark = join(folder, 'storage', 'storage-version.json');
    await mkdir(join(folder, 'storage'));
    await writeFile(mark, '{"version":9999}');
    expect(await refusal({})).to.include('mới hơn');
    expect(await readFile(mark, 'utf8')).to.equal('{"version":9999}');
    expect(await exists(join(folder, 'storage', 'mongod'))).to.equal(false);
  });

  it('refuses a storage folder that another server uses', async () => {
    await mkdir(join(folder, 'storage'));
    await writeFile(join(folder, 'storage', 'vanban.lock'), JSON.stringify(identifyProcess(process.pid)));
    expect(await refusal({})).to.include(`tiến trình ${process.pid}`);
  });

  it('refuses a mongod that is none', async () => {
    expect(await refusal({ MONGOD_BINARY: join(folder, 'no-mongod') })).to.include('MONGOD_BINARY');
  });

  it('refuses a database that does not answer', async () => {
    expect(await refusal({ MONGODB_URI: 'mongodb://127.0.0.1:1/?directConnection=true' })).to.include('MONGODB_URI');
  });

  it('says what is wrong with the account of the database, and repeats no password', async () => {
    const { uri, database } = await testDatabase();
    const client = await new mongo.MongoClient(uri).connect();
    const user = { createUser: 'reader', pwd: 'geheim', roles: [{ role: 'read', db: database }, 'clusterMonitor'] };
    await client.db('admin').command(user);
    const as = (signIn: string) => uri.replace(/\/\/.*@/, `//${signIn}@`);
    const refusals = {
      'không nhận tên hoặc mật khẩu': as('reader:nicht-geheim'),
      '@ thành %40': as('reader:ge@heim'),
      'thiếu quyền': as('reader:geheim'),
      'MONGODB_URI không đọc được': uri.replace('/?', '/?maxPoolSize=Infinity&'),
    };
    for (const [words, MONGODB_URI] of Object.entries(refusals)) {
      const sentence = await refusal({ MONGODB_URI, MONGODB_DATABASE: database });
      expect(sentence).to.include(words).and.not.include('heim');
    }
    await client.db('admin').command({ dropUser: 'reader' });
    await client.close();
  });

  it('takes over the lock of a dead server, serves, heals after kill -9 of mongod, stops with all its children, starts again by npm and stops with it', async () => {
    await mkdir(join(folder, 'storage'));
    await writeFile(join(folder, 'storage', 'vanban.lock'), '{"pid":999999999}');
    const first = start({ STOP_DELAY_SECONDS: '2' });
    const address = await first.ready();
    expect((await fetch(`${address}healthz`)).status).to.equal(200);
    expect((await fetch(`${address}readyz`)).status).to.equal(200);

    const mongod = await mongodPid(folder);
    process.kill(mongod, 'SIGKILL');
    const children = await otherMongod(folder, mongod);
    await readiness(first, address, 200);

    const asked = Date.now();
    first.child.kill('SIGINT');
    // Whoever shares out the requests hears of it before the first one is refused.
    await readiness(first, address, 503);
    const leaving = await fetch(`${address}readyz`);
    expect(await leaving.json()).to.deep.include({ failing: ['stopping'] });
    expect((await fetch(`${address}healthz`)).status).to.equal(200);
    expect(await first.ended()).to.equal(0);
    expect(Date.now() - asked).to.be.below(30_000);
    expect(stillRuns({ pid: children })).to.equal(false);
    expect(await exists(join(folder, 'storage', 'vanban.lock'))).to.equal(false);

    // A container or an init script knows npm only: what ends npm must end the server.
    const again = start({}, ['npm', 'start']);
    await again.ready();
    const server = await lockHolder(folder);
    const lastChildren = await mongodPid(folder);
    again.child.kill('SIGTERM');
    await once(again.child, 'exit');
    const left = [server, lastChildren].filter((pid) => stillRuns({ pid }));
    for (const pid of left) process.kill(pid, 'SIGKILL');
    expect(left).to.deep.equal([]);
    expect(await exists(join(folder, 'storage', 'vanban.lock'))).to.equal(false);
  });

  it('can be stopped halfway, and leaves nothing behind', async () => {
    const server = start();
    await server.said(/(mongod \d)/);
    const mongod = await mongodPid(folder);
    server.child.kill('SIGTERM');
    expect(await server.ended()).to.equal(0);
    expect(stillRuns({ pid: mongod })).to.equal(false);
  });
});

/** Asks until it is ready, or not; a server that does not answer shows what it said. */
async function readiness(server: ServerProcess, address: string, status: number): Promise<void> {
  for (;;) {
    const response = await fetch(`${address}readyz`).catch((cause: unknown) => {
      throw new Error(`No answer from:\n${server.output()}`, { cause });
    });
    await response.text();
    if (response.status === status) return;
    await wait(20);
  }
}

/** Waits until another mongod has taken the place of this one: how long the database is away, and whether anybody asks just then, is chance. */
async function otherMongod(folder: string, before: number): Promise<number> {
  for (;;) {
    const pid = await mongodPid(folder);
    if (pid !== before) return pid;
    await wait(20);
  }
}

async function lockHolder(folder: string): Promise<number> {
  return JSON.parse(await readFile(join(folder, 'storage', 'vanban.lock'), 'utf8')).pid;
}

async function mongodPid(folder: string): Promise<number> {
  const memory = JSON.parse(await readFile(join(folder, 'storage', 'mongod', 'mongod.json'), 'utf8'));
  return memory.process.pid;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
