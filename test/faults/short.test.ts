import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '../..');

/** A few cycles of `npm run test:faults`: real servers, real databases, sixteen clients; see docs/reliability.md for the long run. */
describe('nothing acknowledged is lost, doubled or skipped, and the log verifies', function () {
  this.timeout(120_000);

  for (const [title, kind, cycles] of [
    ['after kill -9 of the server', 'server', 1],
    ['after kill -9 of mongod', 'mongod', 1],
    ['after kill -9 of both at once', 'both', 1],
    ['while the clock jumps back two hours and ahead a year', 'clock', 1],
    ['by two servers and by four, one of which sleeps for a while', 'processes', 2],
  ] as const) {
    it(title, async () => {
      const { said, code } = await hurt(kind, cycles);
      expect(code, said).to.equal(0);
      expect(said).to.match(new RegExp(`^✔ ${kind}: \\d+ cycles, [1-9]\\d* acknowledged, 0 faults$`, 'm'));
    });
  }
});

async function hurt(kind: string, cycles: number) {
  const script = join('scripts', 'faults', 'run.ts');
  const given = ['--import', './server/platform/typescript.mjs', script, kind, '--cycles', String(cycles)];
  const program = spawn(process.execPath, given, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(program.stdout), once(program, 'close')]);
  return { said, code };
}
