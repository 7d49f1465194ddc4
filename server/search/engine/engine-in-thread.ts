import { Worker } from 'node:worker_threads';
import { nodeArguments } from '../../platform/program.ts';
import type { Change, Hit, Indexed, Question, SearchEngine } from './search-engine.ts';

/** What a thread does for its caller. */
export interface Work {
  find(agencyId: string, question: Question): Hit[];
  write(agencyId: string, changes: readonly Change[]): null;
  known(agencyId: string, kind: string, ids: readonly string[]): Indexed[];
  after(agencyId: string, last: Hit | undefined, most: number): Hit[];
  forget(agencyId: string, hits: readonly Hit[]): null;
  isWhole(agencyId: string): boolean;
  clear(agencyId: string): null;
  agencies(): string[];
  settle(): null;
  close(): null;
}

/** A call to a thread: the name of the work, and what it is given. */
export interface Call {
  readonly number: number;
  readonly name: keyof Work;
  readonly args: readonly unknown[];
}

interface Failure {
  readonly failure: string;
  /** The file was damaged, and is taken away. */
  readonly isDamage: boolean;
}

type Answer = { readonly number: number } & ({ readonly value: unknown } | Failure);

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** The thread; it starts with its first call, and again with the next one after it died. */
class IndexThread {
  readonly #folder: string;
  readonly #onLoss: () => void;
  #thread: Worker | undefined;
  #calls = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(folder: string, onLoss: () => void) {
    this.#folder = folder;
    this.#onLoss = onLoss;
  }

  async call<Name extends keyof Work>(name: Name, ...args: Parameters<Work[Name]>): Promise<ReturnType<Work[Name]>> {
    const thread = this.#running();
    this.#calls += 1;
    const number = this.#calls;
    return await new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      thread.ref();
      thread.postMessage({ number, name, args } satisfies Call);
    });
  }

  async close(): Promise<void> {
    if (!this.#thread) return;
    await this.call('close');
    await this.#thread.terminate();
  }

  #running(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(new URL('./index-thread.ts', import.meta.url), {
      workerData: { folder: this.#folder },
      execArgv: [...nodeArguments],
    });
    this.#thread = thread;
    thread.on('message', (answer: Answer) => this.#take(answer));
    thread.on('error', (error) => this.#died(thread, error));
    thread.on('exit', () => this.#died(thread, new Error('The thread of the search ended')));
    return thread;
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    // Nobody waits for it: it keeps no process alive.
    if (this.#waiting.size === 0) this.#thread?.unref();
    if ('failure' in answer && answer.isDamage) this.#onLoss();
    if ('failure' in answer) waiting?.reject(new Error(answer.failure));
    else waiting?.resolve(answer.value as never);
  }

  #died(thread: Worker, error: Error): void {
    // It says so twice, and another one may have begun.
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** So many documents are brought in together: whoever searches meanwhile waits for no more than these. */
const WRITTEN_TOGETHER = 20;

/**
 * The engine in SQLite files below a folder, in one thread that is not the one that serves requests. `onLoss` is told when a file turned out to be
 * damaged and was taken away.
 */
export function engineInThread(folder: string, onLoss: () => void = () => undefined): SearchEngine {
  const thread = new IndexThread(folder, onLoss);
  return {
    find: (agencyId, question) => thread.call('find', agencyId, question),
    write: async (agencyId, changes) => {
      for (let next = 0; next < changes.length; next += WRITTEN_TOGETHER)
        await thread.call('write', agencyId, changes.slice(next, next + WRITTEN_TOGETHER));
    },
    known: (agencyId, kind, ids) => thread.call('known', agencyId, kind, ids),
    after: (agencyId, last, most) => thread.call('after', agencyId, last, most),
    forget: async (agencyId, hits) => void (await thread.call('forget', agencyId, hits)),
    isWhole: (agencyId) => thread.call('isWhole', agencyId),
    clear: async (agencyId) => void (await thread.call('clear', agencyId)),
    agencies: () => thread.call('agencies'),
    settle: async () => void (await thread.call('settle')),
    close: () => thread.close(),
  };
}
