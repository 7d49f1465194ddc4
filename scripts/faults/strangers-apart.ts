import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the process of the strangers tells the one that measures the office: that all have begun, and at the end how often each status came. */
export type StrangersSaid = 'all have begun' | { readonly answers: Readonly<Record<string, number>> };

/** Strangers who send files to the public check of a server without a pause, in a process of their own. */
export class Strangers {
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(folder: string, child: ChildProcess) {
    this.#folder = folder;
    this.#child = child;
  }

  /** Resolves once every one of them has sent something. */
  static async send(address: string, files: readonly Uint8Array[], number: number): Promise<Strangers> {
    const folder = await mkdtemp(join(tmpdir(), 'vanban-strangers-'));
    await Promise.all(files.map((bytes, index) => writeFile(join(folder, `${index}.pdf`), bytes)));
    const child = fork(join(import.meta.dirname, 'strangers.ts'), [address, folder, String(number)]);
    await said(child);
    return new Strangers(folder, child);
  }

  /** Lets each of them finish what it is at; how often each status came. */
  async stop(): Promise<Readonly<Record<string, number>>> {
    const last = said(this.#child);
    this.#child.send('stop');
    const words = await last;
    await this.end();
    return words === 'all have begun' ? {} : words.answers;
  }

  /** Ends them at once. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function said(child: ChildProcess): Promise<StrangersSaid> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The strangers ended with ${code}`);
  });
  const [words] = await Promise.race([once(child, 'message'), ended]);
  return words;
}
