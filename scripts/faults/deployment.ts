import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { startEngine } from '../../server/engine.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../server/platform/database/database.ts';
import {
  type EmbeddedMongod,
  embeddedAddress,
  startEmbeddedMongod,
  stopOrphanedMongod,
} from '../../server/platform/mongod/embedded-mongod.ts';
import { parseConfig } from '../../server/platform/state/config.ts';
import { commandLineOf } from '../../server/platform/state/process-identity.ts';
import { anAgency, anEmployee } from '../../test/support/identity.ts';
import { toolsFolder } from '../../test/support/mongo.ts';
import { type ServerProcess, startServer } from '../../test/support/server-process.ts';

const root = resolve(import.meta.dirname, '../..');
const AGENCIES = 4;
const CLERKS = 16;
const DATABASE = 'vanban';
const readyAnswer = z.object({ limited: z.array(z.string()) });
const mongodNote = z.object({ process: z.object({ pid: z.int() }).optional() });

export type Readiness = 'ready' | 'limited' | 'not-ready';

export interface Clerk {
  readonly username: string;
  readonly agencyId: string;
}

export interface DeploymentOptions {
  /** The database runs beside the servers instead of below one of them. */
  readonly external?: boolean;
  /** More variables for every server. */
  readonly environment?: () => Readonly<Record<string, string>>;
  /** Called with the storage folder before anything is in it. */
  readonly onFolder?: (folder: string) => Promise<void>;
  /** Called when everything has ended, before the storage folder is removed. */
  readonly beforeRemoval?: () => Promise<void>;
}

const running = new Set<{ end(): Promise<void> }>();

/** Ends all that run, when the run itself is ended. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((deployment) => deployment.end()));
}

/** Has something else ended as well when the run is. */
export function endWithRun(one: { end(): Promise<void> }): void {
  running.add(one);
}

/** A deployment to be hurt: storage in a temporary folder, real `mongod`, four agencies with sixteen clerks, and real server processes. */
export class Deployment {
  readonly folder: string;
  readonly clerks: readonly Clerk[];
  readonly #options: DeploymentOptions;
  readonly #mongod: EmbeddedMongod | undefined;
  readonly #servers: ServerProcess[] = [];
  readonly #addresses: (string | undefined)[] = [];

  private constructor(folder: string, clerks: readonly Clerk[], options: DeploymentOptions, mongod?: EmbeddedMongod) {
    this.folder = folder;
    this.clerks = clerks;
    this.#options = options;
    this.#mongod = mongod;
    running.add(this);
  }

  /** Makes the storage with its people; no server runs yet. */
  static async prepare(options: DeploymentOptions = {}): Promise<Deployment> {
    const folder = await mkdtemp(join(tmpdir(), 'vanban-faults-'));
    await options.onFolder?.(folder);
    const keysFolder = join(folder, 'keys');
    const mongod = await startEmbeddedMongod({
      folder: join(folder, 'mongod'),
      keysFolder,
      toolsFolder,
      binary: process.env.MONGOD_BINARY,
    });
    await connectDatabase({ uri: mongod.uri, database: DATABASE });
    await ensureIndexes();
    await startEngine(parseConfig({ STORAGE_DIR: folder }, root));
    const clerks: Clerk[] = [];
    for (let office = 0; office < AGENCIES; office += 1) {
      const agency = await anAgency();
      for (let desk = 0; desk < CLERKS / AGENCIES; desk += 1) {
        const { person } = await anEmployee(agency, ['clerk']);
        clerks.push({ username: person.username, agencyId: agency.id });
      }
    }
    await disconnectDatabase();
    if (options.external) return new Deployment(folder, clerks, options, mongod);
    await mongod.stop();
    return new Deployment(folder, clerks, options);
  }

  /** Begins the start of the server at this place, in place of one that ended. */
  begin(place = 0): ServerProcess {
    const database = this.#mongod ? { MONGODB_URI: this.#mongod.uri, MONGODB_DATABASE: DATABASE } : {};
    const binary = process.env.MONGOD_BINARY ? { MONGOD_BINARY: process.env.MONGOD_BINARY } : {};
    const server = startServer({
      STORAGE_DIR: this.folder,
      PORT: '0',
      DEMO: '0',
      LOG_LEVEL: 'error',
      ...database,
      ...binary,
      ...this.#options.environment?.(),
    });
    this.#servers[place] = server;
    return server;
  }

  /** Starts the server at this place and waits until it says it is ready. */
  async start(place = 0): Promise<void> {
    this.#addresses[place] = (await this.begin(place).ready()).replace(/\/$/, '');
  }

  server(place = 0): ServerProcess {
    const server = this.#servers[place];
    if (!server) throw new Error(`No server was started at place ${place}`);
    return server;
  }

  /** Where the server at this place answers; undefined while there is none. */
  address(place = 0): string | undefined {
    return this.#addresses[place];
  }

  /** Ends the server at this place as a crash would. */
  async kill(place = 0): Promise<void> {
    const { child, ended } = this.server(place);
    this.#addresses[place] = undefined;
    child.kill('SIGKILL');
    await ended();
  }

  /** Ends the `mongod` as a crash would. */
  async killMongod(): Promise<void> {
    await this.signalMongod('SIGKILL');
  }

  async signalMongod(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const pid = await this.mongodPid();
    if (pid === undefined || !commandLineOf(pid).includes(this.folder)) throw new Error('Its mongod does not run');
    process.kill(pid, signal);
  }

  async mongodPid(): Promise<number | undefined> {
    if (this.#mongod) return this.#mongod.pid();
    return mongodNote.parse(JSON.parse(await readFile(join(this.folder, 'mongod', 'mongod.json'), 'utf8'))).process
      ?.pid;
  }

  /** Waits until `/readyz` says yes, and nothing is limited. */
  async ready(place = 0, patienceMs = 120_000): Promise<void> {
    for (const until = Date.now() + patienceMs; !(await this.isReady(place)); await wait(20)) {
      if (Date.now() > until) throw new Error(`Not ready again in time:\n${this.lastWords()}`);
    }
  }

  async isReady(place = 0): Promise<boolean> {
    return (await this.readiness(place)) === 'ready';
  }

  /** What `/readyz` says; a server that does not answer is not ready. */
  async readiness(place = 0): Promise<Readiness> {
    const address = this.address(place);
    if (address === undefined) return 'not-ready';
    try {
      const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(5_000) });
      const { limited } = readyAnswer.parse(await answer.json());
      return answer.ok ? (limited.length > 0 ? 'limited' : 'ready') : 'not-ready';
    } catch {
      return 'not-ready'; // whatever it is, nobody is served
    }
  }

  /** Runs `work` with this process's database connection on the deployment, beside the servers. */
  async look<T>(work: () => Promise<T>): Promise<T> {
    const uri = this.#mongod?.uri ?? (await embeddedAddress(join(this.folder, 'mongod'), join(this.folder, 'keys')));
    await connectDatabase({ uri, database: DATABASE });
    try {
      return await work();
    } finally {
      await disconnectDatabase();
    }
  }

  /** The last lines the servers printed. */
  lastWords(): string {
    return this.#servers.map((server) => server.output().split('\n').slice(-20).join('\n')).join('\n---\n');
  }

  /** Stops the servers in order; gives what went wrong, and how long the slowest stop took. */
  async stop(): Promise<{ readonly faults: string[]; readonly slowestMs: number }> {
    const began = performance.now();
    const faults: string[] = [];
    await Promise.all(
      this.#servers.map(async ({ child, ended }) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGTERM');
        const code = await ended();
        if (code !== 0) faults.push(`A server that was asked to stop ended with ${code}`);
      }),
    );
    return { faults, slowestMs: performance.now() - began };
  }

  /** Ends everything of it and removes its folder. */
  async end(): Promise<void> {
    if (!running.delete(this)) return;
    for (const { child } of this.#servers) child.kill('SIGCONT');
    await this.stop();
    if (this.#mongod) await this.#mongod.stop();
    else await stopOrphanedMongod(join(this.folder, 'mongod'));
    await this.#options.beforeRemoval?.();
    await rm(this.folder, { recursive: true, force: true });
  }
}
