import { currentTime } from '../../platform/clock.ts';
import { log } from '../../platform/log.ts';
import { OutboundClient, type OutboundRules } from '../../platform/outbound/outbound-client.ts';
import type { Keeper } from '../../platform/serving.ts';
import { compareLogs } from './compare-logs.ts';

/** Each log is compared once a day; a partner that was away is asked again after so long. */
const EVERY_MS = 3600_000;

/** Has the heads that are held of other deployments’ logs compared while the server runs; several processes may do so at once. */
export class LogComparer implements Keeper {
  readonly #client: OutboundClient;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(rules: OutboundRules) {
    this.#client = new OutboundClient(rules);
  }

  start(): void {
    this.#next();
    this.#timer = setInterval(() => this.#next(), EVERY_MS);
  }

  /** Breaks off what is being asked, and resolves when nothing is. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#client.close();
    await this.#round;
  }

  #next(): void {
    this.#round = this.#round
      .then(() => compareLogs(this.#client, currentTime()))
      .catch((error: unknown) => log.error({ err: error }, 'the logs of other deployments were not compared'));
  }
}
