import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEngine } from '../../server/engine.ts';
import { connectDatabase, disconnectDatabase } from '../../server/platform/database/database.ts';
import { parseConfig } from '../../server/platform/state/config.ts';
import { startServer } from '../../test/support/server-process.ts';

const root = resolve(import.meta.dirname, '../..');

/** What a command said, and how it ended. */
export interface Said {
  /** The exit code; null when it was killed. */
  readonly code: number | null;
  readonly text: string;
  /** From the moment it had a database, in milliseconds. */
  readonly lasted: number;
}

/** Where a deployment lives, or is to be restored: a database, a storage and a keys folder of its own. */
export class Place {
  readonly storage: string;
  readonly keys: string;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(folder: string, database: { readonly uri: string; readonly name: string }) {
    this.storage = join(folder, database.name, 'storage');
    this.keys = join(folder, database.name, 'keys');
    this.#environment = {
      ...{ MONGODB_URI: database.uri, MONGODB_DATABASE: database.name, STORAGE_DIR: this.storage, KEYS_DIR: this.keys },
      ...{ DEMO: '0', PORT: '0', LOG_LEVEL: 'error' },
    };
  }

  /** Gives it the keys of another place, or of a folder. */
  async takeKeys(from: string): Promise<void> {
    await mkdir(join(this.keys, '..'), { recursive: true });
    await cp(from, this.keys, { recursive: true });
  }

  /** Runs a command of the command line; with `killAfter` it is killed so long after it had a database, unless it ended before. */
  async run(words: readonly string[], killAfter?: number): Promise<Said> {
    const args = ['--import', './server/platform/typescript.mjs', 'scripts/vanban.ts', ...words];
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, args, { cwd: root, env: { PATH, HOME, ...this.#environment } });
    const ended = once(child, 'close');
    let text = '';
    let began: number | undefined;
    const hasDatabase = new Promise<void>((done) => {
      const hear = (chunk: Buffer): void => {
        text += chunk;
        if (began !== undefined || !text.includes('· ')) return;
        began = performance.now();
        done();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
    });
    if (killAfter !== undefined) {
      await Promise.race([hasDatabase, ended]);
      await Promise.race([wait(killAfter), ended]);
      child.kill('SIGKILL');
    }
    const [code] = await ended;
    return { code: typeof code === 'number' ? code : null, text, lasted: performance.now() - (began ?? 0) };
  }

  /** Whether a server starts here, with what it said; it is stopped at once. */
  async starts(): Promise<{ readonly ready: boolean; readonly text: string }> {
    const server = startServer({ ...this.#environment, ROLE: 'worker' });
    const ready = await server.ready().then(
      () => true,
      () => false, // what it said is looked at by the caller
    );
    if (ready) server.child.kill('SIGTERM');
    await server.ended();
    return { ready, text: server.output() };
  }

  /** Runs `work` in this process, with acts, files and keys of this place; with `looking` also where a restore was cut off. */
  async within<T>(work: () => Promise<T>, { looking = false } = {}): Promise<T> {
    const { MONGODB_URI: uri = '', MONGODB_DATABASE: database = '' } = this.#environment;
    await connectDatabase({ uri, database });
    try {
      await startEngine(parseConfig({ STORAGE_DIR: this.storage, KEYS_DIR: this.keys }, root), { restoring: looking });
      return await work();
    } finally {
      await disconnectDatabase();
    }
  }
}
