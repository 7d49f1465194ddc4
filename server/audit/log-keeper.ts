import { DomainError } from '../platform/errors.ts';
import { log as journal } from '../platform/log.ts';
import { readAll, readOne } from '../platform/store.ts';
import { checkHeldHeads } from './check-heads.ts';
import { checkRecent, keepCheck } from './check-log.ts';
import { storeFullTiles } from './log-tree.ts';
import { signHead } from './sign-head.ts';
import { logHeads, signedHeads } from './store.ts';

const EVERY_MS = 60_000;

/** Looks after the logs while the server runs: signs what has grown once a minute, stores full tiles, checks what agencies hold. */
export class LogKeeper {
  readonly #onFault: (log: string, fault: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(onFault: (log: string, fault: string) => void) {
    this.#onFault = onFault;
  }

  /** Begins with a look at the newest entries of every log. */
  start(): void {
    this.#timer = setInterval(() => this.#next(() => this.keep()), EVERY_MS);
    this.#next(async () => {
      await this.#checkAll();
      await this.keep();
    });
  }

  /** Resolves when the round that runs is done. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  /** One round over all logs. */
  async keep(): Promise<void> {
    for (const { id, size } of await readAll(logHeads, {})) {
      await this.#signGrown(id, size);
      await storeFullTiles(id);
    }
    await checkHeldHeads();
  }

  #next(work: () => Promise<void>): void {
    this.#round = this.#round.then(work).catch((error: unknown) => journal.error({ err: error }, 'log keeper'));
  }

  async #checkAll(): Promise<void> {
    for (const { id } of await readAll(logHeads, {})) {
      const fault = await checkRecent(id);
      if (fault) this.#onFault(id, fault);
    }
    await checkHeldHeads('all');
  }

  async #signGrown(log: string, size: number): Promise<void> {
    const newest = await readOne(signedHeads, { log, size });
    if (newest) return;
    try {
      await signHead(log);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'log-went-back') throw error;
      await keepCheck(log, size, `log-went-back: ${error.message}`);
      this.#onFault(log, error.message);
    }
  }
}
