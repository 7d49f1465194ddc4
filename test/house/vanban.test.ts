import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { useCommandLine } from '../support/command-line.ts';
import { inCommandProcess } from '../support/in-command-process.ts';

const root = resolve(import.meta.dirname, '../..');
const { PATH = '', HOME = '' } = process.env;

/** Runs the command line and gives what it printed, whatever the exit code. */
async function vanban(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { cwd: root, env: { PATH, HOME } };
  return await promisify(execFile)(
    process.execPath,
    ['--import', './server/platform/typescript.mjs', 'scripts/vanban.ts', ...args],
    options,
  ).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

/** The same where no more is asked than what its words lead to. */
const asked = (...words: string[]) => inCommandProcess({ words, environment: { PATH, HOME } });

describe('the command line', function () {
  this.timeout(30_000);

  it('lists its commands with what they do', async () => {
    const { code, printed } = await asked('help');
    expect(code).to.equal(0);
    for (const file of await readdir(join(root, 'scripts/commands')))
      expect(printed.join('\n')).to.include(`\n  ${file.replace('.ts', '').replace('-', ' ')} `);
  });

  it('refuses a command it does not have, and shows those it has', async () => {
    const { code, stderr } = await vanban('../../etc/passwd');
    expect(code).to.equal(1);
    expect(stderr).to.include('Không có lệnh').and.include('verify ');
    expect(stderr.trim().split('\n')).to.have.length(2);
  });

  it('tells how a command is used when it is asked, or used wrongly, and of no other', async () => {
    for (const words of [
      ['verify', '--help'],
      ['help', 'verify'],
    ]) {
      const { code, printed } = await asked(...words);
      expect([code, printed.length, printed[0]?.includes('verify FILE…')]).to.deep.equal([0, 2, true]);
    }
    const wrong = await asked('verify', '--trusted', 'roots.pem');
    expect([wrong.code, wrong.printed]).to.deep.equal([1, []]);
    const [said, how, ...more] = wrong.complained;
    expect(said).to.match(/^✗ .*--trusted/);
    expect(how).to.include('verify FILE…');
    expect(more).to.have.length(1);
    for (const words of [
      ['verify', 'a.pdf', '--at', '2026-01-01', '--at', '2026-02-01'],
      ['user', 'create', '--username', 'lan.nt', '--username=minh.tv'],
    ]) {
      const twice = await asked(...words);
      expect([twice.code, twice.printed, twice.complained.length]).to.deep.equal([1, [], 3]);
      expect(twice.complained[0]).to.match(/^✗ --(at|username): chỉ cho biết một lần/);
    }
    const half = await asked('user');
    expect(half.code).to.equal(1);
    const kin = half.complained.join('\n');
    expect(kin).to.include('user create').and.include('user list').and.include('user password');
    expect(kin).not.to.include('verify');
  });

  it('goes on when nobody reads what it says any more, without a trace', async () => {
    const child = spawn(
      process.execPath,
      ['--import', './server/platform/typescript.mjs', 'scripts/vanban.ts', 'verify', '--help'],
      {
        cwd: root,
        env: { PATH, HOME },
      },
    );
    child.stdout.destroy();
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(errors).to.equal('');
    expect(code).to.equal(0);
  });

  it('acts on no folder that is not a deployment’s, makes nothing there, and says where it looked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vanban-test-nowhere-'));
    const file = join(folder, 'vanban.env');
    const storage = join(folder, 'storage');
    await writeFile(file, `STORAGE_DIR=${storage}\nMONGODB_DATABASE=so_noi_vu\n`);
    for (const words of [
      ['--env-file', file, 'audit', 'export', '--out', join(folder, 'log')],
      ['audit', 'verify', `--env-file=${file}`],
    ]) {
      const { code, stdout, stderr } = await vanban(...words);
      expect([code, stdout]).to.deep.equal([1, '']);
      expect(stderr).to.include(`so_noi_vu (mongod nhúng), STORAGE_DIR=${storage}`);
      expect(stderr).to.include(`✗ Không có hệ thống nào trong ${storage}`).and.not.include('    at ');
    }
    expect(await readdir(folder)).to.deep.equal(['vanban.env']);
    const { code, stderr } = await vanban('audit', 'verify', '--env-file', join(folder, 'none.env'));
    // Node 20 looks for this option among the words of a script too, and refuses before us.
    expect(code).not.to.equal(0);
    expect(stderr).to.include('none.env').and.not.include('    at ');
    await rm(folder, { recursive: true });
  });
});

describe('a command on a deployment', function () {
  this.timeout(60_000);
  const { vanbanAlone } = useCommandLine();

  it('ends by itself, with the exit code of what came of it', async () => {
    const words = ['agency', 'create', '--code', 'H99.08', '--name', 'Sở Nội vụ', '--symbol', 'SNV', '--place'];
    expect(await vanbanAlone(...words, 'Sao Mai')).to.have.property('code', 0);
    expect(await vanbanAlone(...words, 'Sao Mai')).to.have.nested.property('answer.error.code', 'code-taken');
  });
});
