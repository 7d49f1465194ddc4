import { setTimeout as wait } from 'node:timers/promises';
import { DomainError } from '../errors.ts';

const ASK_AGAIN_S = 5;

/**
 * Work that may take longer than those wait who ask for it, each by its name: it is begun once, and whoever asks while it is under way in this
 * process joins it. Refuses with `unavailable` whoever has waited as long as anybody does; the work goes on, and what comes of it is for it to keep.
 */
export class UnderWay<T> {
  readonly #patienceMs: number;
  readonly #begun = new Map<string, Promise<T>>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  async joined(name: string, work: () => Promise<T>): Promise<T> {
    const found = this.#begun.get(name) ?? this.#begin(name, work);
    const done = new AbortController();
    const patience = wait(this.#patienceMs, undefined, { signal: done.signal }).then(() => {
      throw new DomainError('unavailable', 'unavailable', 'It is being worked on', { retryAfter: ASK_AGAIN_S });
    });
    try {
      return await Promise.race([found, patience]);
    } finally {
      done.abort();
    }
  }

  #begin(name: string, work: () => Promise<T>): Promise<T> {
    const begun = work().finally(() => this.#begun.delete(name));
    this.#begun.set(name, begun);
    return begun;
  }
}
