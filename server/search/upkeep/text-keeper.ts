import { setTimeout as wait } from 'node:timers/promises';
import { log } from '../../platform/log.ts';
import type { SearchSource } from '../../platform/search.ts';
import type { SearchEngine } from '../engine/search-engine.ts';
import { bringTextsIn, type Places } from './bring-texts-in.ts';

/** A server that starts has other things to do first. */
const FIRST_MS = 30_000;
const AGAIN_MS = 5_000;

interface Keeping {
  readonly engine: SearchEngine;
  readonly sources: () => Promise<readonly SearchSource[]>;
}

/** Brings the text of files into the indexes of this process, behind all else, round by round for as long as it runs. */
export class TextKeeper {
  readonly #keeping: Keeping;
  readonly #stopping = new AbortController();
  readonly #places: Places = new Map();
  #done: Promise<void> | undefined;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  start(): void {
    this.#done ??= this.#keep();
  }

  /** Resolves when the document under way is done with. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stopping;
    for (let pause = FIRST_MS; await this.#hasWaited(pause); pause = AGAIN_MS) {
      try {
        const sources = await this.#keeping.sources();
        await bringTextsIn({ engine: this.#keeping.engine, sources, signal }, this.#places);
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, 'text of files cannot be brought into the index; trying again');
      }
    }
  }

  /** False once it is to stop. */
  async #hasWaited(pause: number): Promise<boolean> {
    const { signal } = this.#stopping;
    await wait(pause, undefined, { signal, ref: false }).catch(() => undefined);
    return !signal.aborted;
  }
}
