import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Outcome, Tally } from './outcome.ts';

const root = resolve(import.meta.dirname, '../..');

/** Every call to database and files fails in turn, in every way there is (docs/reliability.md, `calls`): the tests of `npm test`, with all failures. */
export async function failingCalls(): Promise<Outcome> {
  const tally = new Tally();
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const tests = spawn(process.execPath, [mocha, join('test', 'faults', 'calls.test.ts')], {
    cwd: root,
    env: { ...process.env, VANBAN_LONG: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(tests, 'close');
  for await (const line of createInterface({ input: tests.stdout })) {
    console.log(`  ${line}`);
    const [, what, failed] = /^ *(.+): (\d+) calls failed in turn$/.exec(line) ?? [];
    if (what !== undefined) tally.count(`${what}: calls that failed in turn`, Number(failed));
  }
  const [code] = await ended;
  tally.cycle(code === 0 ? [] : ['The tests of failing calls say what broke']);
  return tally.outcome;
}
