import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { markAsDeployment } from './deployment.ts';
import { inCommandProcess } from './in-command-process.ts';
import { testDatabase } from './mongo.ts';

const root = join(import.meta.dirname, '../..');

/** What a command printed with `--json`, and its exit code. */
export interface CommandAnswer {
  readonly code: number;
  readonly answer: Record<string, unknown>;
}

/** The command line in a process beside this one, on a deployment that was just started for the first time, for this `describe` alone. */
export function useCommandLine() {
  let folder = '';
  let environment: Record<string, string> = {};

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-command-'));
    const { uri, database } = await testDatabase();
    await markAsDeployment({ uri, database }, { storage: join(folder, 'storage'), keys: join(folder, 'keys') });
    const { PATH = '', HOME = '' } = process.env;
    environment = {
      ...{ PATH, HOME, NODE_ENV: 'test', MONGODB_URI: uri, MONGODB_DATABASE: database },
      ...{ STORAGE_DIR: join(folder, 'storage'), KEYS_DIR: join(folder, 'keys') },
    };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const run = async (words: readonly string[], more: Record<string, string> = {}): Promise<CommandAnswer> => {
    const { code, printed } = await inCommandProcess({
      words: [...words, '--json'],
      environment: { ...environment, ...more },
    });
    return { code, answer: JSON.parse(printed.join('\n')) };
  };
  const alone = (words: readonly string[], more: Record<string, string> = {}) => {
    const args = ['--import', './server/platform/typescript.mjs', 'scripts/vanban.ts', ...words];
    const env = { ...environment, ...more };
    return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] });
  };
  const killedOnce = async (settings: Record<string, string>, isTime: () => Promise<boolean>, words: string[]) => {
    const child = alone(words, settings);
    child.stdout.resume();
    const ended = once(child, 'close');
    while (child.exitCode === null && !(await isTime())) await wait(10);
    child.kill('SIGKILL');
    await ended;
    return child.signalCode;
  };
  return {
    vanban: (...words: string[]) => run(words),
    /** The same from the first line of its process to the last. */
    vanbanAlone: async (...words: string[]): Promise<CommandAnswer> => {
      const child = alone([...words, '--json']);
      const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
      return { code, answer: JSON.parse(said) };
    },
    /** Runs a command until it is time, and kills it then as a crash would; gives the signal that ended it. */
    killedOnce,
    /** The same with further or other settings. */
    vanbanWith: (settings: Record<string, string>, ...words: string[]) => run(words, settings),
    vanbanInProduction: (...words: string[]) =>
      run(words, { NODE_ENV: 'production', PUBLIC_URL: 'https://vanban.example.gov.vn' }),
    /** The name of its database on the `mongod` of the tests. */
    database: () => environment.MONGODB_DATABASE ?? '',
    /** A path under the folders of this `describe`. */
    path: (name: string) => join(folder, name),
    /** Writes a file for a command to read, and gives its path. */
    file: async (name: string, content: string | Uint8Array) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
  };
}
