import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { keepSecret } from '../../../server/platform/state/secret-file.ts';

const way = { vietnamese: 'chép lại tệp', english: 'put it back' };
const rule = { isWhole: (text: string) => text.length === 64, way };

describe('a secret in a file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-secret-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is whole for everybody who asks while it is being made, and nothing else is left', async () => {
    for (let round = 0; round < 20; round += 1) {
      const path = join(folder, `secret-${round}`);
      const asked = Array.from({ length: 8 }, (_, asker) => keepSecret(path, () => `${asker}`.repeat(64), rule));
      const [first, ...others] = await Promise.all(asked);
      expect(first).to.have.length(64);
      for (const other of others) expect(other).to.equal(first);
    }
    expect((await readdir(folder)).filter((name) => !/^secret-\d+$/.test(name))).to.deep.equal([]);
  });

  it('that was cut off is named with the way on, and not made anew', async () => {
    const path = join(folder, 'cut');
    await keepSecret(path, () => 'a'.repeat(64), rule);
    await writeFile(path, 'a'.repeat(63));
    const failure = await keepSecret(path, () => 'b'.repeat(64), rule).catch((error: unknown) => error);
    expect(String(failure)).to.include(path).and.include('hãy chép lại tệp');
    expect(await readFile(path, 'utf8')).to.equal('a'.repeat(63));
  });
});
