import mongoose from 'mongoose';
import { currentTime, isWithin } from '../../platform/clock.ts';
import { readAll } from '../../platform/database/store.ts';
import { log } from '../../platform/log.ts';
import type { Keeper } from '../../platform/serving.ts';
import { withTimestamp } from '../signatures/timestamps-in-use.ts';
import { stampHeads } from './stamp-heads.ts';
import { headStamps } from './store.ts';

const EVERY_MS = 60_000;
/** What another process had stamped just now stands for this round too. */
const JUST_NOW_MS = 50_000;

/** Has the logs stamped once a minute while the server runs and an authority is configured (`TSA_URLS`), by one token for all of them. */
export class HeadStamper implements Keeper {
  readonly #stamped = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  start(): void {
    this.#timer = setInterval(() => this.#next(), EVERY_MS);
  }

  /** Resolves when no authority is being asked. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  #next(): void {
    this.#round = this.#round
      .then(() => this.#stamp())
      .catch((error: unknown) => log.error({ err: error }, 'the logs were not stamped'));
  }

  async #stamp(): Promise<void> {
    const since = mongoose.trusted({ $gte: new Date(currentTime().getTime() - JUST_NOW_MS) });
    const lately = await readAll(headStamps, { at: since });
    if (lately.some(({ at }) => isWithin(JUST_NOW_MS, at))) return;
    await withTimestamp(
      (timestamp) => stampHeads(timestamp, this.#stamped),
      () => undefined,
    );
  }
}
