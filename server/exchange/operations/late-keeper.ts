import { log } from '../../platform/log.ts';
import type { Keeper } from '../../platform/serving.ts';
import { noteAllLate } from '../deliveries/note-late.ts';
import { noteLateTellings } from './note-late-tellings.ts';

const EVERY_MS = 5_000;

/** Looks every five seconds for what no other agency holds yet, so that whoever left it is told within a minute. */
export class LateKeeper implements Keeper {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  start(): void {
    this.#timer = setInterval(() => {
      this.#round = this.#round
        .then(noteAllLate)
        .then(noteLateTellings)
        .catch((error: unknown) => {
          log.warn({ err: error }, 'what is late cannot be looked for');
        });
    }, EVERY_MS);
  }

  /** Resolves when the round that runs is done. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }
}
