import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { log } from '../log.ts';

export type SupervisorState = 'running' | 'restarting' | 'stopped';

export interface Supervised {
  readonly command: string;
  readonly args: readonly string[];
  /** Told of every (re)start, so that the pid can be kept where a later start finds it. */
  readonly onSpawn: (pid: number) => Promise<void>;
}

const firstPauseMs = 100;
/** Everybody waits while it is away, and a start that fails costs half a second: so it is tried often, and heals soon after a full disk was freed. */
const longestPauseMs = 2_000;
/** A child that ran this long was healthy: its next restart begins with the shortest pause again. */
const healthyAfterMs = 60_000;
const stopPatienceMs = 15_000;

/** Keeps one child process alive: restarts it whenever it ends, with growing, jittered pauses, until told to stop. */
export class Supervisor {
  readonly #supervised: Supervised;
  readonly #stopping = new AbortController();
  #child: ChildProcess | undefined;
  #state: SupervisorState = 'stopped';
  #quickDeaths = 0;
  #restart: Promise<void> | undefined;

  constructor(supervised: Supervised) {
    this.#supervised = supervised;
  }

  get state(): SupervisorState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the child; when `ready` rejects, the child is stopped and the reason is thrown: a first start is not retried. */
  async start(ready: (ended: Promise<string>) => Promise<void>): Promise<void> {
    const child = await this.#spawn();
    // It may have ended already, while its pid was noted.
    const exit = hasEnded(child) ? [child.exitCode, child.signalCode] : once(child, 'exit');
    const ended = Promise.resolve(exit).then(([code, signal]) => `code ${code ?? '-'}, signal ${signal ?? '-'}`);
    try {
      await ready(ended);
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#watch(child);
  }

  /** Ends the child gently (SIGTERM), after a while by force, and restarts no more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#restart;
    const child = this.#child;
    this.#child = undefined;
    this.#state = 'stopped';
    if (child === undefined || hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
    await ended;
    clearTimeout(force);
  }

  async #spawn(): Promise<ChildProcess> {
    // Not in our process group: Ctrl-C must reach us first, so that we stop the child in the right order.
    const child = spawn(this.#supervised.command, this.#supervised.args, { stdio: 'ignore', detached: true });
    await once(child, 'spawn');
    this.#child = child;
    try {
      if (child.pid !== undefined) await this.#supervised.onSpawn(child.pid);
    } catch (error) {
      // Nobody would find it again, and the next one could not have its folder.
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      throw error;
    }
    this.#state = 'running';
    return child;
  }

  #watch(child: ChildProcess): void {
    const began = Date.now();
    const revive = (reason: string) => {
      if (this.#stopping.signal.aborted) return;
      this.#quickDeaths = Date.now() - began > healthyAfterMs ? 0 : this.#quickDeaths + 1;
      this.#state = 'restarting';
      log.error({ reason, pid: child.pid, times: this.#quickDeaths }, 'mongod ended; it will be restarted');
      this.#restart = this.#revive();
    };
    if (hasEnded(child)) revive('ended during the start');
    else child.once('exit', (code, signal) => revive(`code ${code ?? '-'}, signal ${signal ?? '-'}`));
  }

  async #revive(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#pause();
      if (this.#stopping.signal.aborted) return;
      try {
        this.#watch(await this.#spawn());
        return;
      } catch (error) {
        this.#quickDeaths += 1;
        log.error({ err: error }, 'mongod could not be restarted');
      }
    }
  }

  async #pause(): Promise<void> {
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#quickDeaths);
    const pause = longest / 2 + (Math.random() * longest) / 2;
    // An abort ends the pause early; the caller looks at the signal.
    await wait(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
