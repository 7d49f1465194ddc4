import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { keepSecret } from '../../server/platform/secret-file.ts';

describe('a secret in a file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-secret-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is whole for everybody who asks while it is being made, and nothing else is left', async () => {
    for (let round = 0; round < 20; round += 1) {
      const path = join(folder, `secret-${round}`);
      const asked = Array.from({ length: 8 }, (_, asker) => keepSecret(path, () => `${asker}`.repeat(64)));
      const [first, ...others] = await Promise.all(asked);
      expect(first).to.have.length(64);
      for (const other of others) expect(other).to.equal(first);
    }
    expect((await readdir(folder)).filter((name) => !/^secret-\d+$/.test(name))).to.deep.equal([]);
  });
});
