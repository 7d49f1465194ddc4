import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A program that the check starts, by what may be said of it. */
interface Program {
  /** Variable that names it where it is not on the PATH. */
  readonly variable: string;
  /** What it is called on the PATH, the likelier first. */
  readonly names: readonly string[];
  /** How one comes by it. */
  readonly from: string;
}

/** What a Firefox and a WebKit are driven by, and a screen for a machine that has none. */
export const programs = {
  firefox: { variable: 'FIREFOX', names: ['firefox-esr', 'firefox'], from: 'apt install firefox-esr' },
  geckodriver: {
    variable: 'GECKODRIVER',
    names: ['geckodriver'],
    from: 'cargo install geckodriver, or Mozilla’s release of it',
  },
  webkitDriver: { variable: 'WEBKIT_DRIVER', names: ['WebKitWebDriver'], from: 'apt install webkit2gtk-driver' },
  screen: { variable: 'XVFB', names: ['Xvfb'], from: 'apt install xvfb, or a DISPLAY' },
} as const satisfies Record<string, Program>;

/** Where the program is; refuses with one sentence that says how to get it. */
export function pathOf(program: Program): string {
  const found = find(program, process.env);
  if (found !== undefined) return found;
  throw new Error(lackOf(program, process.env));
}

/** What the machine lacks of these programs, a sentence each. */
export function lacking(wanted: readonly Program[], environment = process.env): readonly string[] {
  return wanted
    .filter((program) => find(program, environment) === undefined)
    .map((program) => lackOf(program, environment));
}

function find({ variable, names }: Program, environment: NodeJS.ProcessEnv): string | undefined {
  const given = environment[variable] ?? '';
  if (given !== '') return existsSync(given) ? given : undefined;
  const folders = (environment.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

function lackOf({ variable, names, from }: Program, environment: NodeJS.ProcessEnv): string {
  const given = environment[variable] ?? '';
  return given === ''
    ? `There is no ${names[0]} on this machine: ${from}; or ${variable}=PATH names it.`
    : `${variable} names ${given}, which is not there.`;
}

/** How often a program that was just started is asked whether it answers. */
const ASK_AGAIN_MS = 100;

/** A program that runs until it is ended, and with it what it has started: Ctrl-C in a terminal reaches neither. */
export class Running {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #ended: Promise<unknown>;
  #output = '';
  #isOver = false;

  constructor(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = process.env) {
    this.#name = program;
    this.#child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.#ended = once(this.#child, 'close').finally(() => {
      this.#isOver = true;
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk) => {
        this.#output += String(chunk);
      });
  }

  /** Waits until it has printed this, and gives the first group; refuses with what it printed when it ends first. */
  async said(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#output)?.[1];
      if (found !== undefined) return found;
      const more = [this.#child.stdout, this.#child.stderr].flatMap((stream) => stream && [once(stream, 'data')]);
      await this.#unlessEnded(Promise.race(more));
    }
  }

  /** Waits until it answers at this address; refuses with what it printed when it ends first. */
  async answers(address: string): Promise<void> {
    for (;;) {
      const answer = await fetch(address).catch(() => undefined); // not listening yet
      if (answer?.ok) return;
      await this.#unlessEnded(wait(ASK_AGAIN_MS));
    }
  }

  async #unlessEnded(next: Promise<unknown>): Promise<void> {
    const ended = this.#ended.then(() => 'ended' as const);
    if ((await Promise.race([ended, next])) === 'ended') throw new Error(`${this.#name} ended: ${this.#output.trim()}`);
  }

  /** Ends it and what it has started, and waits until they are gone. */
  async end(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined && !this.#isOver) process.kill(-pid, 'SIGTERM');
    await this.#ended;
  }
}
