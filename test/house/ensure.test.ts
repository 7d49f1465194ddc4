import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const ensure = resolve(import.meta.dirname, '../../scripts/ensure.mjs');

/** Stands for npm: notes that it ran, then installs the two packages, or the one that is not for tests alone, or fails as npm does. */
const fakeNpm = `
  import { appendFileSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
  appendFileSync('npm-ran', process.argv.slice(2).join(' ') + '\\n');
  if (process.env.NPM_FAILS) { console.error('npm error code ' + process.env.NPM_FAILS); process.exit(1); }
  if (lstatSync('node_modules').isSymbolicLink()) rmSync('node_modules');
  rmSync('node_modules/two', { recursive: true, force: true });
  for (const name of process.argv.includes('--include=dev') ? ['one', 'two'] : ['one']) {
    mkdirSync('node_modules/' + name, { recursive: true });
    writeFileSync('node_modules/' + name + '/package.json', JSON.stringify({ version: process.env.NPM_BRINGS ?? '1.0.0' }));
  }
  writeFileSync('node_modules/.package-lock.json', '{}');
`;

const packages = {
  '': {},
  'node_modules/one': { version: '1.0.0' },
  'node_modules/two': { version: '1.0.0', dev: true },
  'node_modules/mac': { optional: true },
};

describe('ensure.mjs', function () {
  this.timeout(30_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-ensure-'));
    await mkdir(join(folder, 'scripts'));
    await copyFile(ensure, join(folder, 'scripts', 'ensure.mjs'));
    await writeFile(join(folder, 'npm.mjs'), fakeNpm);
    await writeFile(join(folder, 'npm.cjs'), "import('./npm.mjs');");
    await writeFile(join(folder, 'package.json'), '{"dependencies":{"one":"1.0.0"}}');
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = async (environment: Record<string, string> = {}, purpose: string[] = [], preload: string[] = []) => {
    const env = { PATH: process.env.PATH, npm_execpath: join(folder, 'npm.cjs'), ...environment };
    const child = spawn(process.execPath, [...preload, join(folder, 'scripts', 'ensure.mjs'), ...purpose], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    const [code] = await once(child, 'close');
    return { code, output };
  };
  const npmRuns = async () =>
    (await readFile(join(folder, 'npm-ran'), 'utf8').catch(() => '')).split('\n').slice(0, -1);
  const timesNpmRan = async () => (await npmRuns()).length;
  const production = { NODE_ENV: 'production' };

  const oneSentence = ({ code, output }: { code: number; output: string }) => {
    expect(code).to.equal(1);
    const last = output.trim().split('\n').at(-1) ?? '';
    expect(last).to.match(/^✗ .+\. \(.+\.\)$/);
    expect(output).not.to.include('    at ');
    return last;
  };

  it('installs once, then says nothing', async () => {
    const first = await run();
    expect(first.code, first.output).to.equal(0);
    expect(first.output).to.include('Cài các gói').and.include('Đã cài xong');
    expect(await run()).to.deep.equal({ code: 0, output: '' });
    expect(await timesNpmRan()).to.equal(1);
  });

  it('asks for what runs, and for what tests need only when tests come, whatever NODE_ENV says', async () => {
    await run();
    await run(production, ['build']);
    await run(production, ['test']);
    const [first, second, ...more] = await npmRuns();
    expect(first).to.match(/^install --no-save --omit=dev --no-audit --no-fund /);
    expect(second).to.match(/^install --no-save --include=dev --no-audit --no-fund /);
    expect(more).to.deep.equal([]);
  });

  it('leaves what tests have brought to every later start', async () => {
    await run({}, ['test']);
    await run();
    expect(await timesNpmRan()).to.equal(1);
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages, changed: true }));
    await run();
    expect((await npmRuns()).at(-1)).to.include('--include=dev');
  });

  it('installs again when the lockfile changed, not when another Node runs it', async () => {
    await run();
    const newer = "Object.defineProperty(process, 'version', { value: 'v99.0.0' })";
    await run({}, [], ['--import', `data:text/javascript,${encodeURIComponent(newer)}`]);
    expect(await timesNpmRan()).to.equal(1);
    await writeFile(join(folder, 'package-lock.json'), '{"packages":{}}');
    await run();
    expect(await timesNpmRan()).to.equal(2);
  });

  it('has nothing to do where npm was run by hand, unless npm was cut short', async () => {
    await mkdir(join(folder, 'node_modules', 'one'), { recursive: true });
    await writeFile(join(folder, 'node_modules', 'one', 'package.json'), '{"version":"1.0.0"}');
    await writeFile(join(folder, 'node_modules', '.package-lock.json'), '{}');
    expect(await run(production)).to.deep.equal({ code: 0, output: '' });
    expect(await timesNpmRan()).to.equal(0);
    await rm(join(folder, 'node_modules', '.package-lock.json'));
    await run();
    expect(await timesNpmRan()).to.equal(1);
  });

  it('takes a folder of its own where node_modules is a link to others’ packages, or to nothing', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(join(elsewhere, 'three'), { recursive: true });
    for (const target of [elsewhere, join(folder, 'nowhere')]) {
      await rm(join(folder, 'node_modules'), { recursive: true, force: true });
      await symlink(target, join(folder, 'node_modules'));
      const { code, output } = await run();
      expect(code, output).to.equal(0);
      expect((await lstat(join(folder, 'node_modules'))).isDirectory()).to.equal(true);
    }
    expect(await readdir(elsewhere)).to.deep.equal(['three']);
  });

  it('installs nothing at a start in production, and says what does', async () => {
    expect(oneSentence(await run(production))).to.include('npm run build');
    expect(await timesNpmRan()).to.equal(0);
    await run(production, ['build']);
    expect(await run(production)).to.deep.equal({ code: 0, output: '' });
  });

  it('installs once when two start at once', async () => {
    const both = await Promise.all([run(), run()]);
    expect(both.map(({ code }) => code)).to.deep.equal([0, 0]);
    expect(await timesNpmRan()).to.equal(1);
  });

  it('takes over from an installation that was killed', async () => {
    await mkdir(join(folder, 'node_modules'));
    const lock = join(folder, 'node_modules', '.vanban-installing');
    await writeFile(lock, '999999999');
    const { code, output } = await run();
    expect(code, output).to.equal(0);
    expect(await timesNpmRan()).to.equal(1);
  });

  it('refuses a Node that is too old', async () => {
    const old = "Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } })";
    const preload = ['--import', `data:text/javascript,${encodeURIComponent(old)}`];
    expect(oneSentence(await run({}, [], preload)))
      .to.include('Node 18.20.0')
      .and.include('20.19');
    expect(await timesNpmRan()).to.equal(0);
  });

  for (const [code, word] of [
    ['ENOTFOUND', 'mạng'],
    ['EACCES', 'quyền ghi'],
    ['ENOSPC', 'dung lượng'],
    ['E500', 'xoá node_modules'],
  ] as const) {
    it(`says what to do when npm fails with ${code}, and tries again next time`, async () => {
      expect(oneSentence(await run({ NPM_FAILS: code }))).to.include(word);
      expect((await run()).code).to.equal(0);
    });
  }

  it('refuses a tree that disagrees with the lockfile', async () => {
    expect(oneSentence(await run({ NPM_BRINGS: '1.0.1' }))).to.include('node_modules/one');
  });

  it('refuses a folder that it cannot write', async () => {
    await writeFile(join(folder, 'node_modules'), 'a file where the folder should be');
    oneSentence(await run());
  });
});
