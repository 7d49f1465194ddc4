import { readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../ids.ts';
import { log } from '../log.ts';
import type { Role } from '../state/config.ts';
import { makeFolder } from '../state/make-folder.ts';
import { StartUpFailure } from '../state/start-up-failure.ts';
import { isThere } from '../state/state-file.ts';
import { type RunningProcess, reportEnded, reportRunning, runningProcesses } from './processes.ts';

const SPEAK_EVERY_MS = 10_000;
/** A network file system may show a new file late. */
const FILE_PATIENCE_MS = 5_000;

export interface PresenceOptions {
  readonly storageFolder: string;
  readonly role: Role;
  readonly host?: string;
  readonly patienceMs?: number;
}

/**
 * This process among those of the deployment: it says in the database that it runs, leaves a file of its own in the storage, and looks
 * for the files of the others. Whoever is in the database and not in the storage stores files where this process does not find them.
 */
export class Presence {
  readonly #id = newId();
  readonly #folder: string;
  readonly #about: Pick<RunningProcess, 'role' | 'host' | 'pid'>;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #hasWorker = true;
  #strangers: readonly RunningProcess[] = [];

  private constructor({ storageFolder, role, host = hostname() }: PresenceOptions) {
    this.#folder = join(storageFolder, 'processes');
    this.#about = { role, host, pid: process.pid };
  }

  /** Enters; refuses when another process of the deployment has another storage. */
  static async enter(options: PresenceOptions): Promise<Presence> {
    const presence = new Presence(options);
    // The word comes before the file, so that a file without a word was left by one that is gone.
    await reportRunning(presence.#id, presence.#about);
    await makeFolder(presence.#folder, 0o750);
    await writeFile(join(presence.#folder, presence.#id), '');
    const [stranger] = await presence.#strangersWithin(options.patienceMs ?? FILE_PATIENCE_MS);
    if (stranger) {
      await presence.leave();
      throw separateStorage(options.storageFolder, stranger);
    }
    await presence.#clearAway();
    return presence;
  }

  /** Speaks and looks from now on. */
  start(): void {
    this.#timer = setInterval(() => {
      this.#round = this.look().catch((error: unknown) => log.warn({ err: error }, 'other processes cannot be seen'));
    }, SPEAK_EVERY_MS).unref();
  }

  /** Looks once which processes run, and writes in the log what has changed since the last look. */
  async look(): Promise<void> {
    await reportRunning(this.#id, this.#about);
    const running = await runningProcesses();
    const hasWorker = running.some(({ role }) => role !== 'web');
    if (hasWorker !== this.#hasWorker) {
      if (hasWorker) log.info('a worker runs again');
      else log.error('no worker runs: nothing is prepared, sealed, sent or verified; start a process with ROLE=worker');
    }
    this.#hasWorker = hasWorker;
    const strangers = await this.#withoutFile(running);
    if (strangers.length > 0 && this.#strangers.length === 0) {
      log.error({ others: strangers.map(({ host, pid }) => ({ host, pid })) }, 'other processes have another storage');
    }
    this.#strangers = strangers;
  }

  /** Whether somebody does the work that waits. */
  get hasWorker(): boolean {
    return this.#hasWorker;
  }

  /** Whether all processes were seen in this storage at the last look. */
  get sharesStorage(): boolean {
    return this.#strangers.length === 0;
  }

  /** Goes, also when the database is away: what stays there is old within half a minute, and the file is cleared away by the next. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
    await reportEnded(this.#id).catch((error: unknown) =>
      log.warn({ err: error }, 'the end of a process was not said'),
    );
    await rm(join(this.#folder, this.#id), { force: true });
  }

  async #strangersWithin(patienceMs: number): Promise<readonly RunningProcess[]> {
    for (const until = performance.now() + patienceMs; ; await wait(100)) {
      const strangers = await this.#withoutFile(await runningProcesses());
      if (strangers.length === 0 || performance.now() > until) return strangers;
    }
  }

  async #withoutFile(running: readonly RunningProcess[]): Promise<readonly RunningProcess[]> {
    const seen = await Promise.all(running.map(({ id }) => isThere(join(this.#folder, id))));
    return running.filter((_, index) => !seen[index]);
  }

  /** Files of processes that were killed: nobody speaks for them any more. */
  async #clearAway(): Promise<void> {
    const running = new Set((await runningProcesses()).map(({ id }) => id));
    const left = (await readdir(this.#folder)).filter((name) => !running.has(name));
    await Promise.all(left.map((name) => rm(join(this.#folder, name), { force: true })));
  }
}

function separateStorage(storageFolder: string, { host, pid }: RunningProcess): StartUpFailure {
  return new StartUpFailure(
    `Tiến trình ${pid} trên máy ${host} dùng cùng cơ sở dữ liệu nhưng không dùng chung kho tệp ${storageFolder}: hãy đặt STORAGE_DIR của mọi tiến trình là một thư mục dùng chung.`,
    `Process ${pid} on ${host} uses the same database but not the storage ${storageFolder}: set STORAGE_DIR of all processes to one shared folder.`,
  );
}
