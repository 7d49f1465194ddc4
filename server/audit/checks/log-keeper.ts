import { systemActor } from '../../platform/actor.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { log as journal } from '../../platform/log.ts';
import { checkHeldHeads } from '../heads/check-heads.ts';
import { storeFullTiles } from '../heads/log-tree.ts';
import { followLog, signHead } from '../heads/sign-head.ts';
import { auditJobs } from '../jobs.ts';
import { isTampered } from '../keys/head-signer.ts';
import { DEPLOYMENT, logHeads, signedHeads } from '../store.ts';
import { checkRecent, keepCheck } from './check-log.ts';
import { losePast } from './lose-past.ts';

const EVERY_MS = 60_000;
/** So long at most is an entry nobody outside the database knows of. */
const FOLLOWED_EVERY_MS = 10_000;
/** A stop does not wait longer for the last look: the database may be away. */
const LAST_LOOK_MS = 3_000;
/** The day of the nightly look begins at two in the morning. */
const NIGHTLY_AFTER_MS = 2 * 3600_000;

/**
 * Looks after the logs while the server runs: has the signer follow them every ten seconds and once more at the end, signs what has grown
 * once a minute, stores full tiles, checks what agencies hold.
 */
export class LogKeeper {
  readonly #timers: NodeJS.Timeout[] = [];
  /** By log: how far the signer has followed it. */
  readonly #followed = new Map<string, number>();
  #round: Promise<void> = Promise.resolve();
  /** The day whose nightly look was ordered last. */
  #ordered: string | undefined;

  /** Begins with a look at the newest entries of every log. */
  start(): void {
    this.#timers.push(
      setInterval(() => this.#next(() => this.keep()), EVERY_MS),
      setInterval(() => this.#next(() => this.follow()), FOLLOWED_EVERY_MS),
    );
    this.#next(async () => {
      await this.#checkAll();
      await this.keep();
    });
  }

  /** Resolves when the round that runs is done, and the signer knows of all that happened. */
  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await this.#round;
    this.#next(() => this.follow());
    const patience = new Promise((resolve) => setTimeout(resolve, LAST_LOOK_MS).unref());
    await Promise.race([this.#round, patience]);
  }

  /** Lets the signer follow every log that has grown. */
  async follow(): Promise<void> {
    for (const { id, size } of await readAll(logHeads, {})) {
      if (this.#followed.get(id) !== size && (await this.#look(id, size, followLog))) this.#followed.set(id, size);
    }
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
    await this.#look(log, size, signHead);
  }

  /** Whether the signer finds the log as the ledger wrote it; what it finds else stands on the page of the log’s state. */
  async #look(log: string, size: number, act: (log: string) => Promise<unknown>): Promise<boolean> {
    try {
      await act(log);
      return true;
    } catch (error) {
      if (!isTampered(error)) throw error;
      await keepCheck(log, size, `${error.code}: ${error.message}`);
      if (error.code === 'log-went-back') await losePast('put-back');
      return false;
    }
  }
}
