import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type ServerProcess, startServer } from '../../../test/support/server-process.ts';
import { freePort } from '../../../test/support/two-deployments.ts';
import type { Dice } from '../../fuzz/dice.ts';

const clock = pathToFileURL(resolve(import.meta.dirname, '../../../test/support/jumping-clock.mjs')).href;
const DAY_MS = 24 * 3600_000;
/** At every signal a day ahead, right, a day back, right. */
const jumps = Array.from({ length: 40 }, () => [DAY_MS, 0, -DAY_MS, 0]).flat();

/** A server that is ready, and where it answers. */
interface Serving extends ServerProcess {
  readonly port: number;
}

/** The servers of one site: one, or several that work on one database. */
export class SiteServers {
  /** Since when somebody has been served, by a clock that is right; undefined while nobody is. */
  wellSince: number | undefined;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #many: number;
  readonly #dice: Dice;
  readonly #started: ServerProcess[] = [];
  #serving: Serving[] = [];

  /** `many` servers with this environment; the first of them listens where that says. */
  constructor(environment: Readonly<Record<string, string>>, { many, dice }: { many: number; dice: Dice }) {
    this.#environment = environment;
    this.#many = many;
    this.#dice = dice;
  }

  /** Starts as many as are missing, and resolves when all are ready. */
  async start(): Promise<void> {
    while (this.#serving.length < this.#many) {
      const isFirstThere = this.#serving.some(({ port }) => port === this.#firstPort);
      const port = isFirstThere ? await freePort() : this.#firstPort;
      const preloaded = { NODE_OPTIONS: `--import=${clock}`, CLOCK_JUMPS: jumps.join(',') };
      const server = startServer({ ...this.#environment, ...preloaded, PORT: String(port) });
      this.#started.push(server);
      await server.ready();
      this.#serving.push({ ...server, port });
      this.wellSince ??= performance.now();
    }
  }

  /** The port of one of those that serve; while none does, where the first one did. */
  somePort(): number {
    return this.#serving.length > 0 ? this.#dice.pick(this.#serving).port : this.#firstPort;
  }

  /** Ends one of them as a crash would; the others go on. */
  async killOne(): Promise<void> {
    const victim = this.#dice.pick(this.#serving);
    await this.#kill([victim]);
  }

  /** Ends all of them as a crash would. */
  async kill(): Promise<void> {
    await this.#kill(this.#serving);
  }

  /** Their clocks go to the next place. */
  moveClock(): void {
    for (const { child } of this.#serving) child.kill('SIGUSR2');
    this.wellSince = undefined;
  }

  /** Waits until all say that nothing is wrong with them. */
  async well(): Promise<void> {
    const isReady = async ({ port }: Serving) => {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) });
      return answer.ok;
    };
    for (const server of this.#serving) while (!(await isReady(server))) await wait(50);
    this.wellSince = performance.now();
  }

  /** Stops all in order; gives what went wrong. */
  async end(): Promise<string[]> {
    this.#serving = [];
    const faults: string[] = [];
    for (const { child, ended } of this.#started.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      const code = await ended();
      if (code !== 0) faults.push(`A server was asked to stop and ended with ${code}`);
    }
    return faults;
  }

  get #firstPort(): number {
    return Number(this.#environment.PORT);
  }

  async #kill(victims: readonly Serving[]): Promise<void> {
    this.#serving = this.#serving.filter((one) => !victims.includes(one));
    if (this.#serving.length === 0) this.wellSince = undefined;
    for (const { child } of victims) child.kill('SIGKILL');
    await Promise.all(victims.map(({ ended }) => ended()));
  }
}
