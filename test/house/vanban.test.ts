import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect } from 'chai';

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

describe('the command line', function () {
  this.timeout(30_000);

  it('lists its commands with what they do', async () => {
    const { code, stdout } = await vanban('help');
    expect(code).to.equal(0);
    expect(stdout).to.include('verify ');
  });

  it('refuses a command it does not have, and shows those it has', async () => {
    const { code, stderr } = await vanban('../../etc/passwd');
    expect(code).to.equal(1);
    expect(stderr).to.include('Không có lệnh').and.include('verify ');
  });

  it('goes on when nobody reads what it says any more, without a trace', async () => {
    const child = spawn(
      process.execPath,
      ['--import', './server/platform/typescript.mjs', 'scripts/vanban.ts', 'help'],
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
});
