import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { isLong, sampled } from '../support/sampled.ts';

const root = resolve(import.meta.dirname, '../..');
const all = {
  both: 'after kill -9 of server and mongod at once',
  server: 'after kill -9 of the server',
  mongod: 'after kill -9 of mongod',
  clock: 'while the clock is set a day ahead, and after a start 40 days ahead: no act until it is right',
  exchange: 'when either of two deployments is killed at each step of a message of each kind',
  processes: 'when one of two servers sleeps under load and wakes up',
};

const kinds = Object.fromEntries(sampled(Object.entries(all), 1));

/**
 * One cycle of the first kind of `npm run test:faults`, in the long run of each: real servers, real databases, sixteen clients;
 * docs/reliability.md has the figures.
 */
describe('nothing acknowledged is lost, doubled or skipped, and the log verifies', () => {
  let said = '';

  before(async function () {
    this.timeout(isLong ? 3600_000 : 240_000);
    const script = join('scripts', 'faults', 'run.ts');
    const given = [
      '--import',
      './server/platform/typescript.mjs',
      script,
      ...Object.keys(kinds),
      '--cycles',
      '1',
      '--every-kill',
    ];
    const program = spawn(process.execPath, given, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(program, 'close');
    said = await text(program.stdout);
    await ended;
  });

  for (const [kind, title] of Object.entries(kinds)) {
    it(title, () =>
      expect(said).to.match(new RegExp(`^✔ ${kind}: \\d+ cycles, [1-9]\\d* acknowledged, 0 faults$`, 'm')),
    );
  }
});
