import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { startEngine } from '../../../server/engine.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../../server/platform/database/database.ts';
import { startEmbeddedMongod } from '../../../server/platform/mongod/embedded-mongod.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { endAll } from '../../../test/support/at-end.ts';
import { toolsFolder } from '../../../test/support/mongo.ts';
import { type ServerProcess, startServer } from '../../../test/support/server-process.ts';
import { type Founded, foundTwoDeployments, freePort } from '../../../test/support/two-deployments.ts';
import { endWithRun } from '../deployment.ts';
import { FaultyLine, type LineOptions, type Passing } from './faulty-line.ts';
import { lineCertificates } from './line-certificates.ts';

export const sites = ['sao-mai', 'binh-minh'] as const;
export type Site = (typeof sites)[number];
export const otherSite = (site: Site): Site => (site === 'sao-mai' ? 'binh-minh' : 'sao-mai');

const root = resolve(import.meta.dirname, '../../..');
const clock = pathToFileURL(join(root, 'test/support/jumping-clock.mjs')).href;
const DAY_MS = 24 * 3600_000;
/** At every signal a day ahead, right, a day back, right. */
const jumps = Array.from({ length: 40 }, () => [DAY_MS, 0, -DAY_MS, 0]).flat();

const kept = z.object({
  sites: z.record(
    z.enum(sites),
    z.object({
      environment: z.record(z.string(), z.string()),
      line: z.int(),
      /** Names of positions by agency and post, for those who draft. */
      agencies: z.record(
        z.string(),
        z.object({ id: z.string(), name: z.string(), positions: z.record(z.string(), z.string()) }),
      ),
    }),
  ),
});
type Kept = z.output<typeof kept>;

export interface PairOptions {
  readonly folder: string;
  /** Go on with the two that lie in the folder, instead of two new ones. */
  readonly resume: boolean;
  readonly plan: LineOptions['plan'];
  readonly onStep: (to: Site, passing: Passing, phase: 'before' | 'answered') => Promise<void>;
}

/** Two real deployments beside one `mongod`, each reached by the other over a faulty line alone. */
export class Pair {
  readonly folder: string;
  readonly lines: Readonly<Record<Site, FaultyLine>>;
  readonly #kept: Kept;
  readonly #mongod: { readonly uri: string; stop(): Promise<void> };
  readonly #client: mongo.MongoClient;
  readonly #servers = new Map<Site, ServerProcess>();
  /** Since when each has been up and its clock right; none while it is not. */
  readonly wellSince = new Map<Site, number>();

  private constructor(
    made: Pick<Pair, 'folder' | 'lines'> & { kept: Kept; mongod: Mongod; client: mongo.MongoClient },
  ) {
    this.folder = made.folder;
    this.lines = made.lines;
    this.#kept = made.kept;
    this.#mongod = made.mongod;
    this.#client = made.client;
  }

  static async open({ folder, resume, plan, onStep }: PairOptions): Promise<Pair> {
    if (resume && !existsSync(stateOf(folder))) throw new Error(`There is nothing to go on with in ${folder}`);
    if (!resume) await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const options = { folder: join(folder, 'mongod'), keysFolder: join(folder, 'mongod-keys'), toolsFolder };
    const mongod = await startEmbeddedMongod({ ...options, binary: process.env.MONGOD_BINARY });
    endWithRun({ end: async () => await mongod.stop() });
    if (!resume) await found(folder, mongod.uri);
    const state = kept.parse(JSON.parse(await readFile(stateOf(folder), 'utf8')));
    const certificates = lineCertificates();
    await writeFile(authorityOf(folder), certificates.authority);
    const line = async (to: Site) =>
      await FaultyLine.open({
        ...{ port: state.sites[to].line, target: Number(state.sites[to].environment.PORT), secure: certificates, plan },
        onStep: (passing, phase) => onStep(to, passing, phase),
      });
    const lines = { 'sao-mai': await line('sao-mai'), 'binh-minh': await line('binh-minh') };
    const client = await new mongo.MongoClient(mongod.uri).connect();
    const pair = new Pair({ folder, lines, kept: state, mongod, client });
    endWithRun({ end: async () => void (await pair.end()) });
    return pair;
  }

  agency(site: Site, key: string): { readonly id: string; readonly name: string } {
    return this.#agency(site, key);
  }

  positionOf(site: Site, key: string, post: string): string {
    return this.#agency(site, key).positions[post] ?? missing(`${post}.${key}`);
  }

  /** Where the people of a site reach it. */
  address(site: Site): string {
    return this.#kept.sites[site].environment.PUBLIC_URL ?? missing(site);
  }

  /** The rows of a site as they lie there. */
  rows(site: Site, collection: string): mongo.Collection {
    return this.#client.db(site).collection(collection);
  }

  async start(site: Site): Promise<void> {
    const server = startServer({
      ...{ ...this.#kept.sites[site].environment, MONGODB_URI: this.#mongod.uri },
      NODE_EXTRA_CA_CERTS: authorityOf(this.folder),
      ...{ NODE_OPTIONS: `--import=${clock}`, CLOCK_JUMPS: jumps.join(',') },
    });
    this.#servers.set(site, server);
    await server.ready();
    this.wellSince.set(site, performance.now());
  }

  isUp(site: Site): boolean {
    return this.wellSince.has(site);
  }

  /** Ends the server of a site as a crash would. */
  async kill(site: Site): Promise<void> {
    this.wellSince.delete(site);
    const server = this.#servers.get(site);
    server?.child.kill('SIGKILL');
    await server?.ended();
  }

  /** The clock of a site goes to its next place. */
  moveClock(site: Site): void {
    this.#servers.get(site)?.child.kill('SIGUSR2');
    this.wellSince.delete(site);
  }

  /** Waits until a site says that nothing is wrong with it. */
  async well(site: Site): Promise<void> {
    const isReady = async () => {
      const answer = await fetch(`${this.address(site)}/readyz`, { signal: AbortSignal.timeout(5_000) });
      return answer.ok;
    };
    while (!(await isReady())) await wait(50);
    this.wellSince.set(site, performance.now());
  }

  /** Runs `work` with this process's connection and files on a site. */
  async look<T>(site: Site, work: () => Promise<T>): Promise<T> {
    await connectDatabase({ uri: this.#mongod.uri, database: site });
    try {
      await startEngine(parseConfig({ STORAGE_DIR: join(this.folder, site) }, root));
      return await work();
    } finally {
      await disconnectDatabase();
    }
  }

  /** Stops everything in order; gives what went wrong. What they hold stays in the folder. */
  async end(): Promise<string[]> {
    const faults: string[] = [];
    for (const [site, { child, ended }] of this.#servers) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      const code = await ended();
      if (code !== 0) faults.push(`${site} was asked to stop and ended with ${code}`);
    }
    this.#servers.clear();
    await Promise.all(Object.values(this.lines).map((line) => line.end()));
    await this.#client.close();
    await endAll();
    return faults;
  }

  #agency(site: Site, key: string) {
    return this.#kept.sites[site].agencies[key] ?? missing(key);
  }
}

interface Mongod {
  readonly uri: string;
  stop(): Promise<void>;
}

const stateOf = (folder: string) => join(folder, 'pair.json');
const authorityOf = (folder: string) => join(folder, 'line-authority.pem');

function missing(what: string): never {
  throw new Error(`There is no ${what}`);
}

/** Makes the two deployments, known to each other by the addresses of their lines. */
async function found(folder: string, uri: string): Promise<void> {
  const lines = { 'sao-mai': await freePort(), 'binh-minh': await freePort() };
  const place = async (site: Site) => ({
    ...{ uri, database: site, storage: join(folder, site), port: await freePort() },
    address: `https://127.0.0.1:${lines[site]}`,
  });
  await connectDatabase({ uri, database: 'binh-minh' });
  await ensureIndexes();
  const authority = join(folder, 'authority');
  const places = { saoMai: await place('sao-mai'), binhMinh: await place('binh-minh'), authority };
  const founded = await foundTwoDeployments(places);
  await disconnectDatabase();
  const state: Kept = {
    sites: {
      'sao-mai': { ...keptOf(founded.saoMai), line: lines['sao-mai'] },
      'binh-minh': { ...keptOf(founded.binhMinh), line: lines['binh-minh'] },
    },
  };
  await writeFile(stateOf(folder), JSON.stringify(state));
}

function keptOf({ environment, seeded }: Founded) {
  const agencies = [...seeded].map(([key, { id, name, actors }]) => {
    const positions = [...actors].map(([post, { positionId }]) => [post, positionId] as const);
    return [key, { id, name, positions: Object.fromEntries(positions) }] as const;
  });
  return { environment, agencies: Object.fromEntries(agencies) };
}
