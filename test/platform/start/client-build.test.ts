import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { buildClient } from '../../../server/platform/start/client-build.ts';
import { Shutdown } from '../../../server/platform/start/shutdown.ts';

describe('building the client', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-client-'));
    await symlink(resolve(import.meta.dirname, '../../../node_modules'), join(folder, 'node_modules'));
    await mkdir(join(folder, 'client', 'evidence'), { recursive: true });
    await mkdir(join(folder, 'server', 'registry'), { recursive: true });
    await writeFile(join(folder, 'package-lock.json'), '{}');
    await write('server/registry/contract.ts', "export const path = '/first';");
    await write('server/registry/store.ts', 'export const unused = 1;');
    await write('client/index.html', '<script type="module" src="./main.ts"></script>');
    await write('client/evidence/page.html', '<p>evidence</p>');
    await write(
      'client/evidence/vite.config.ts',
      "export default { root: import.meta.dirname, build: { emptyOutDir: false, rolldownOptions: { input: 'page.html' } } };",
    );
    await write('client/main.ts', "import { path } from '../server/registry/contract.ts';\ndocument.title = path;");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (path: string, text: string) => writeFile(join(folder, path), text);
  const build = () => buildClient(folder, new Shutdown());
  const built = async () => {
    const dist = join(folder, 'client', 'dist');
    const files = await readdir(dist, { recursive: true });
    const scripts = files.filter((name) => name.endsWith('.js'));
    return (await Promise.all(scripts.map((name) => readFile(join(dist, name), 'utf8')))).join();
  };

  it('is done once for the same sources', async () => {
    expect(await build()).to.equal('built');
    expect(await built()).to.include('/first');
    expect(await readdir(join(folder, 'client', 'dist'))).to.include.members(['index.html', 'page.html']);
    expect(await build()).to.equal('up-to-date');
  });

  it('is done again when a contract it imports changed, and not for the rest of the server', async () => {
    await build();
    await write('server/registry/store.ts', 'export const unused = 2;');
    expect(await build()).to.equal('up-to-date');
    await write('server/registry/contract.ts', "export const path = '/second';");
    expect(await build()).to.equal('built');
    expect(await built()).to.include('/second');
  });

  it('gives way to the other work of a start', async () => {
    await write(
      'client/vite.config.mjs',
      "import { getPriority } from 'node:os';\nexport default { define: { NICE: JSON.stringify('nice ' + getPriority()) } };",
    );
    await write('client/main.ts', 'document.title = NICE;');
    await build();
    expect(await built()).to.include(`nice ${Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL)}`);
  });

  it('may be done by two starts at once', async () => {
    await Promise.all([build(), build()]);
    expect(await built()).to.include('/first');
    expect((await readdir(join(folder, 'client'))).sort()).to.deep.equal(['dist', 'evidence', 'index.html', 'main.ts']);
  });
});
