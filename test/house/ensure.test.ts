import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const ensure = resolve(import.meta.dirname, '../../scripts/ensure.mjs');

/** Stands for npm: notes that it ran, then installs the one package, or fails as npm does. */
const fakeNpm = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  appendFileSync('npm-ran', process.argv.slice(2).join(' ') + '\\n');
  if (process.env.NPM_FAILS) { console.error('npm error code ' + process.env.NPM_FAILS); process.exit(1); }
  mkdirSync('node_modules/one', { recursive: true });
  writeFileSync('node_modules/one/package.json', JSON.stringify({ version: process.env.NPM_BRINGS ?? '1.0.0' }));
`;

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
    const packages = { '': {}, 'node_modules/one': { version: '1.0.0' }, 'node_modules/mac': { optional: true } };
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = async (environment: Record<string, string> = {}, preload: string[] = []) => {
    const env = { PATH: process.env.PATH, npm_execpath: join(folder, 'npm.cjs'), ...environment };
    const child = spawn(process.execPath, [...preload, join(folder, 'scripts', 'ensure.mjs')], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    const [code] = await once(child, 'close');
    return { code, output };
  };
  const timesNpmRan = async () =>
    (await readFile(join(folder, 'npm-ran'), 'utf8').catch(() => '')).split('\n').length - 1;

  it('installs once, then says nothing', async () => {
    const first = await run();
    expect(first.code, first.output).to.equal(0);
    expect(first.output).to.include('Cài các gói').and.include('Đã cài xong');
    expect(await run()).to.deep.equal({ code: 0, output: '' });
    expect(await timesNpmRan()).to.equal(1);
  });

  it('asks for what builds and tests too, also with NODE_ENV=production', async () => {
    await run({ NODE_ENV: 'production' });
    const asked = await readFile(join(folder, 'npm-ran'), 'utf8');
    expect(asked).to.match(/^install --no-save --include=dev --no-audit --no-fund /);
  });

  it('installs again when the lockfile changed', async () => {
    await run();
    await writeFile(join(folder, 'package-lock.json'), '{"packages":{}}');
    await run();
    expect(await timesNpmRan()).to.equal(2);
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

  const oneSentence = ({ code, output }: { code: number; output: string }) => {
    expect(code).to.equal(1);
    const last = output.trim().split('\n').at(-1) ?? '';
    expect(last).to.match(/^✗ .+\. \(.+\.\)$/);
    expect(output).not.to.include('    at ');
    return last;
  };

  it('refuses a Node that is too old', async () => {
    const old = "Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } })";
    const preload = ['--import', `data:text/javascript,${encodeURIComponent(old)}`];
    expect(oneSentence(await run({}, preload)))
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
