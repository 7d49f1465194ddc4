import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeFolder } from '../../../server/platform/state/make-folder.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';

describe('a folder that is needed', () => {
  let place: string;
  const refusal = (path: string) =>
    makeFolder(path).then(
      () => expect.fail(`${path} was made`),
      (error: unknown) => error,
    );

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'vanban-test-folder-'));
  });
  after(() => rm(place, { recursive: true }));

  it('is made with those above it, by several at once too, and left as it is when it is there', async () => {
    const path = join(place, 'a', 'b', 'c');
    await Promise.all([makeFolder(path, 0o700), makeFolder(path, 0o700), makeFolder(join(path, 'd'), 0o700)]);
    await makeFolder(path, 0o750);
    expect((await stat(path)).mode & 0o777).to.equal(0o700);
  });

  it('is refused, and not tried for ever, where the system takes none', async () => {
    for (const path of ['/proc/none', '/proc/none/files', '/proc/self/none/files']) {
      expect(await refusal(path))
        .to.be.instanceOf(StartUpFailure)
        .with.property('message')
        .that.contains('/proc/');
    }
  });

  it('is refused below a file', async () => {
    await writeFile(join(place, 'file'), '');
    expect(await refusal(join(place, 'file', 'folder'))).to.have.property('code', 'EEXIST');
    expect(await refusal(join(place, 'file'))).to.have.property('code', 'EEXIST');
  });
});
