import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { nodeArguments } from '../../platform/program.ts';
import type { Awaiting, Change, Hit, Indexed, Question, Ranked, SearchEngine } from './search-engine.ts';

/** What a thread does for its caller. */
export interface Work {
  find(agencyId: string, question: Question): Ranked[];
  write(agencyId: string, changes: readonly Change[]): null;
  known(agencyId: string, kind: string, ids: readonly string[]): Indexed[];
  after(agencyId: string, last: Hit | undefined, most: number): Hit[];
  awaiting(agencyId: string, before: number | undefined, most: number): Awaiting[];
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

/** What came of a call. */
export type Outcome =
  | { readonly value: unknown }
  /** `isBusy`: another process writes, and it may be tried again. */
  | { readonly failure: string; readonly isBusy: boolean };

/** `hasLost`: what an index held is gone, damaged or taken away by somebody else. */
export type Answer = { readonly number: number; readonly hasLost: boolean } & Outcome;

class IndexBusy extends Error {}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** While another process checks an index it writes, as SQLite sees it. */
const LONGEST_BUSY_MS = 60_000;
const BUSY_PAUSE_MS = 100;

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

  /** Waits for another process that writes, a minute at most. */
  async call<Name extends keyof Work>(name: Name, ...args: Parameters<Work[Name]>): Promise<ReturnType<Work[Name]>> {
    const began = performance.now();
    for (;;) {
      try {
        return await this.#callOnce(name, args);
      } catch (error) {
        if (!(error instanceof IndexBusy) || performance.now() - began > LONGEST_BUSY_MS) throw error;
        await wait(BUSY_PAUSE_MS);
      }
    }
  }

  async #callOnce<Name extends keyof Work>(name: Name, args: Parameters<Work[Name]>): Promise<ReturnType<Work[Name]>> {
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
    if (answer.hasLost) this.#onLoss();
    if ('value' in answer) waiting?.resolve(answer.value as never);
    else waiting?.reject(answer.isBusy ? new IndexBusy(answer.failure) : new Error(answer.failure));
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
 * The engine in SQLite files below a folder, in one thread that is not the one that serves requests; other processes may use the same. `onLoss` is
 * told when what a file held is gone: it turned out to be damaged and was taken away, or somebody else took it away.
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
    awaiting: (agencyId, before, most) => thread.call('awaiting', agencyId, before, most),
    forget: async (agencyId, hits) => void (await thread.call('forget', agencyId, hits)),
    isWhole: (agencyId) => thread.call('isWhole', agencyId),
    clear: async (agencyId) => void (await thread.call('clear', agencyId)),
    agencies: () => thread.call('agencies'),
    settle: async () => void (await thread.call('settle')),
    close: () => thread.close(),
  };
}
