import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { z } from 'zod';
import { testDatabase, useFreshDatabase } from '../../support/mongo.ts';
import { numbersUpTo, storedNumbers } from './ledger-counter.ts';

const root = resolve(import.meta.dirname, '../../..');
const CLIENTS = 16;
const report = z.object({ numbers: z.array(z.number()) });

interface LedgerProcess {
  readonly child: ChildProcess;
  /** Waits for one of these lines. */
  said(...lines: readonly string[]): Promise<void>;
  /** The numbers it was given, once it has ended. */
  numbers(): Promise<number[]>;
}

describe('ledgers of several processes on one database', function () {
  this.timeout(120_000);
  useFreshDatabase({ each: true });
  const started: ChildProcess[] = [];

  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  async function aProcess(name: string, acts: number): Promise<LedgerProcess> {
    const { uri } = await testDatabase();
    const script = join(import.meta.dirname, 'ledger-process.ts');
    const given = [uri, mongoose.connection.name, String(CLIENTS), String(acts), name];
    const child = spawn(process.execPath, ['--import', './server/platform/typescript.mjs', script, ...given], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    started.push(child);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const ended = once(child, 'close');
    return {
      child,
      said: async (...lines) => {
        while (!output.split('\n').some((line) => lines.includes(line))) await once(child.stdout, 'data');
      },
      numbers: async () => {
        await ended;
        return report.parse(JSON.parse(output.trim().split('\n').at(-1) ?? '')).numbers;
      },
    };
  }

  it('give numbers 1 to n between them, no gap, no double', async () => {
    const processes = await Promise.all([aProcess('one', 10), aProcess('two', 10)]);
    for (const { child, said } of processes) {
      await said('ready');
      child.stdin?.end('go\n');
    }
    const given = (await Promise.all(processes.map(({ numbers }) => numbers()))).flat();
    const all = numbersUpTo(2 * CLIENTS * 10);
    expect(given.sort((a, b) => a - b)).to.deep.equal(all);
    expect(await storedNumbers()).to.deep.equal(all);
  });

  it('stay right when one is stopped in the middle and wakes up while the other goes on', async () => {
    const [sleeper, other] = await Promise.all([aProcess('sleeper', 20), aProcess('other', 10)]);
    await Promise.all([sleeper.said('ready'), other.said('ready')]);
    sleeper.child.stdin?.end('go\n');
    await sleeper.said('began');
    sleeper.child.kill('SIGSTOP');
    other.child.stdin?.end('go\n');
    // It goes on, or is told to come back, when the sleeper was stopped between its writes and their commit.
    await other.said('began', 'told to come back');
    sleeper.child.kill('SIGCONT');
    const given = (await Promise.all([sleeper.numbers(), other.numbers()])).flat();
    const all = numbersUpTo(CLIENTS * 30);
    expect(given.sort((a, b) => a - b)).to.deep.equal(all);
    expect(await storedNumbers()).to.deep.equal(all);
  });
});
