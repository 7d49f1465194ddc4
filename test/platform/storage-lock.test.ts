import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { identifyProcess } from '../../server/platform/start/process-identity.ts';
import { StartUpFailure } from '../../server/platform/start/start-up-failure.ts';
import { lockStorage } from '../../server/platform/start/storage-lock.ts';

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
});
