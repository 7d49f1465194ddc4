import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isAnswered } from '../../../server/platform/start/lock-door.ts';
import { lockStorage } from '../../../server/platform/start/storage-lock.ts';
import { identifyProcess } from '../../../server/platform/state/process-identity.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';

describe('the lock of a storage folder', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-lock-'));
    path = join(folder, 'vanban.lock');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is free again once it is given back', async () => {
    const free = await lockStorage(folder);
    await free();
    await (await lockStorage(folder))();
    const gone = await access(path).catch((error: unknown) => error);
    expect(gone).to.be.instanceOf(Error);
  });

  it('is held against others while its process lives', async () => {
    await writeFile(path, JSON.stringify(identifyProcess(process.ppid)));
    const failure = await lockStorage(folder).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StartUpFailure);
    expect(String(failure)).to.include(String(process.ppid));
  });

  for (const [whose, content] of [
    ['a process that is gone', '{"pid":999999999}'],
    ['a process whose number another one has now', JSON.stringify({ pid: process.ppid, began: 'another boot/1' })],
    ['nobody: half a file', '{"pi'],
    ['this process, as it is in a container that was restarted', JSON.stringify({ pid: process.pid })],
  ] as const) {
    it(`is taken over from ${whose}`, async () => {
      await writeFile(path, content);
      await (await lockStorage(folder))();
    });
  }

  it('is held by whoever answers at its door, in whatever container, until that process ends', async () => {
    const script = `
      import { lockStorage } from './server/platform/start/storage-lock.ts';
      await lockStorage(${JSON.stringify(folder)});
      console.log('locked');
      setInterval(() => undefined, 1_000);`;
    const holder = spawn(
      process.execPath,
      ['--import', './server/platform/typescript.mjs', '--input-type=module', '--eval', script],
      { cwd: join(import.meta.dirname, '../../..'), stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(holder.stdout, 'data');
    // As it is read in another namespace: there is no such process here, or it is this one.
    const { door } = JSON.parse(await readFile(path, 'utf8'));
    for (const pid of [999_999_999, process.pid]) {
      await writeFile(path, JSON.stringify({ pid, began: 'another boot/1', door }));
      expect(await lockStorage(folder).catch((error: unknown) => error)).to.be.instanceOf(StartUpFailure);
    }
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const free = await lockStorage(folder);
    expect((await readdir(folder)).filter((name) => name.includes(door))).to.deep.equal([]);
    await free();
    expect(await readdir(folder)).to.deep.equal([]);
  }).timeout(20_000);

  it('is held in a folder too deep for the address of a socket', async () => {
    const deep = join(folder, 'd'.repeat(120));
    await mkdir(deep);
    const free = await lockStorage(deep);
    const { door } = JSON.parse(await readFile(join(deep, 'vanban.lock'), 'utf8'));
    expect(await isAnswered(deep, door)).to.equal(true);
    await free();
    expect(await isAnswered(deep, door)).to.equal(false);
  });

  it('is named when it is no file', async () => {
    await mkdir(path);
    const failure = await lockStorage(folder).catch((error: unknown) => error);
    expect(String(failure)).to.include(path).and.include('đây là một thư mục');
  });
});
