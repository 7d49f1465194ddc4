import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { setLogLevel } from '../../server/platform/log.ts';
import { endAll } from './at-end.ts';

// Tests provoke errors, whose lines would bury the report; put 'debug' here while you look for one.
setLogLevel('silent');

let isEnding = false;

/** What mocha runs around all test files. */
export const mochaHooks = {
  async beforeEach(): Promise<void> {
    if (isEnding) await new Promise(() => undefined);
  },
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000);
    await endAll();
  },
};

const PATIENCE_MS = 5_000;

// A run that is told to end takes with it what it has started: its database, and servers of the test that is cut short.
process.once('SIGTERM', async () => {
  isEnding = true;
  await endAll();
  for (const pid of children()) process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < PATIENCE_MS && children().length > 0; waited += 50) await wait(50);
  for (const pid of children()) process.kill(pid, 'SIGKILL');
  process.exit(143);
});

function children(): number[] {
  const pids = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8');
  return pids.split(' ').filter(Boolean).map(Number);
}
