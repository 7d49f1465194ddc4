import { systemActor } from '../platform/actor.ts';
import { dayInVietnam } from '../platform/calendar.ts';
import { currentTime } from '../platform/clock.ts';
import { DomainError } from '../platform/errors.ts';
import { log as journal } from '../platform/log.ts';
import { readAll, readOne } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { checkHeldHeads } from './check-heads.ts';
import { checkRecent, keepCheck } from './check-log.ts';
import { auditJobs } from './jobs.ts';
import { storeFullTiles } from './log-tree.ts';
import { signHead } from './sign-head.ts';
import { DEPLOYMENT, logHeads, signedHeads } from './store.ts';

const EVERY_MS = 60_000;
/** The day of the nightly look begins at two in the morning. */
const NIGHTLY_AFTER_MS = 2 * 3600_000;

/** Looks after the logs while the server runs: signs what has grown once a minute, stores full tiles, checks what agencies hold. */
export class LogKeeper {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  /** The day whose nightly look was ordered last. */
  #ordered: string | undefined;

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
    await this.#orderNightly();
  }

  /** From two in the morning on, once a day however many processes there are: the key of the message is the day. */
  async #orderNightly(): Promise<void> {
    const now = currentTime();
    const key = dayInVietnam(new Date(now.getTime() - NIGHTLY_AFTER_MS));
    if (key === this.#ordered) return;
    await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
      for (const { kind } of auditJobs) tx.enqueue({ kind, key, payload: {} });
    });
    this.#ordered = key;
  }

  #next(work: () => Promise<void>): void {
    this.#round = this.#round.then(work).catch((error: unknown) => journal.error({ err: error }, 'log keeper'));
  }

  async #checkAll(): Promise<void> {
    for (const { id } of await readAll(logHeads, {})) await checkRecent(id);
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
    }
  }
}
