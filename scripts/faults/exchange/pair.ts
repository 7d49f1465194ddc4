import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { startEngine } from '../../../server/engine.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../../server/platform/database/database.ts';
import { startEmbeddedMongod } from '../../../server/platform/mongod/embedded-mongod.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { endAll } from '../../../test/support/at-end.ts';
import { toolsFolder } from '../../../test/support/mongo.ts';
import { type Founded, foundTwoDeployments, freePort, vanban } from '../../../test/support/two-deployments.ts';
import type { Dice } from '../../fuzz/dice.ts';
import { endWithRun } from '../deployment.ts';
import { FaultyLine, type LineOptions, type Passing } from './faulty-line.ts';
import { lineCertificates } from './line-certificates.ts';
import { SiteServers } from './site-servers.ts';

export const sites = ['sao-mai', 'binh-minh'] as const;
export type Site = (typeof sites)[number];
export const otherSite = (site: Site): Site => (site === 'sao-mai' ? 'binh-minh' : 'sao-mai');

const root = resolve(import.meta.dirname, '../../..');

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
  /** So many servers of each site work on one database, and its line asks any of them that is there. */
  readonly servers: number;
  readonly dice: Dice;
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
  readonly #servers: Readonly<Record<Site, SiteServers>>;

  private constructor(
    made: Pick<Pair, 'folder' | 'lines'> & {
      readonly servers: Readonly<Record<Site, SiteServers>>;
      readonly kept: Kept;
      readonly mongod: Mongod;
      readonly client: mongo.MongoClient;
    },
  ) {
    this.#servers = made.servers;
    this.folder = made.folder;
    this.lines = made.lines;
    this.#kept = made.kept;
    this.#mongod = made.mongod;
    this.#client = made.client;
  }

  static async open({ folder, resume, servers: many, dice, plan, onStep }: PairOptions): Promise<Pair> {
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
    const serversOf = (site: Site) => {
      const trusting = { MONGODB_URI: mongod.uri, NODE_EXTRA_CA_CERTS: authorityOf(folder) };
      return new SiteServers({ ...state.sites[site].environment, ...trusting }, { many, dice });
    };
    const servers = { 'sao-mai': serversOf('sao-mai'), 'binh-minh': serversOf('binh-minh') };
    const line = async (to: Site) =>
      await FaultyLine.open({
        ...{ port: state.sites[to].line, target: () => servers[to].somePort(), secure: certificates, plan },
        onStep: (passing, phase) => onStep(to, passing, phase),
      });
    const lines = { 'sao-mai': await line('sao-mai'), 'binh-minh': await line('binh-minh') };
    const client = await new mongo.MongoClient(mongod.uri).connect();
    const pair = new Pair({ folder, lines, servers, kept: state, mongod, client });
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
    return `http://127.0.0.1:${this.#servers[site].somePort()}`;
  }

  /** The rows of a site as they lie there. */
  rows(site: Site, collection: string): mongo.Collection {
    return this.#client.db(site).collection(collection);
  }

  /** Starts what is missing of the servers of a site. */
  async start(site: Site): Promise<void> {
    await this.#servers[site].start();
  }

  isUp(site: Site): boolean {
    return this.wellSince(site) !== undefined;
  }

  /** Since when a site has been up and its clock right; undefined while it is not. */
  wellSince(site: Site): number | undefined {
    return this.#servers[site].wellSince;
  }

  /** Ends a server of a site as a crash would; where there is another, that goes on. */
  async killOne(site: Site): Promise<void> {
    await this.#servers[site].killOne();
  }

  /** Ends all servers of a site as a crash would. */
  async kill(site: Site): Promise<void> {
    await this.#servers[site].kill();
  }

  /** The clock of a site goes to its next place. */
  moveClock(site: Site): void {
    this.#servers[site].moveClock();
  }

  /** Waits until a site says that nothing is wrong with it. */
  async well(site: Site): Promise<void> {
    await this.#servers[site].well();
  }

  /** Takes a backup of a site, which may be at work meanwhile. */
  async backUp(site: Site): Promise<void> {
    await vanban(['backup', '--to', this.#backupsOf(site)], this.#environment(site));
  }

  /** A site without a server loses its database, and has that of its last backup again. */
  async restore(site: Site): Promise<void> {
    await this.#client.db(site).dropDatabase();
    await vanban(['restore', '--from', this.#backupsOf(site), '--take-over'], this.#environment(site));
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
    const faults = (await Promise.all(sites.map((site) => this.#servers[site].end()))).flat();
    await Promise.all(Object.values(this.lines).map((line) => line.end()));
    await this.#client.close();
    await endAll();
    return faults;
  }

  #environment(site: Site): Record<string, string> {
    return { ...this.#kept.sites[site].environment, MONGODB_URI: this.#mongod.uri };
  }

  #backupsOf(site: Site): string {
    return join(this.folder, `${site}-backups`);
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
