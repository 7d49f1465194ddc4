import { performance } from 'node:perf_hooks';
import type { Shutdown } from './shutdown.ts';

/** Says one line to the person at the terminal. */
export type Say = (line: string) => void;

/** The steps of a start: each says what came of it and how long it took, none begins once the process is to end. */
export class Steps {
  readonly #say: Say;
  readonly #shutdown: Shutdown;
  readonly #began = performance.now();

  constructor(say: Say, shutdown: Shutdown) {
    this.#say = say;
    this.#shutdown = shutdown;
  }

  async take<T>(name: string, work: () => Promise<T>, outcome: (result: T) => string): Promise<T> {
    this.#shutdown.check();
    const began = performance.now();
    const result = await work();
    this.#say(`  ${name}: ${outcome(result)} · ${secondsSince(began)}`);
    return result;
  }

  /** The last line, with the time of the whole start. */
  finish(line: string): void {
    this.#say(`${line} · ${secondsSince(this.#began)}`);
  }
}

function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
