import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { actorOf } from '../../scripts/demo/desk.ts';
import { forgeKeys } from '../../scripts/demo/forge-keys.ts';
import { introduce, type RunVanban } from '../../scripts/demo/introduce.ts';
import { neighbour } from '../../scripts/demo/neighbour.ts';
import { type Seeded, seedProvince } from '../../scripts/demo/people.ts';
import { startEngine } from '../../server/engine.ts';
import { markFolder } from '../../server/platform/deployment/mark.ts';
import { portOf } from '../../server/platform/edge/listen.ts';
import { parseConfig } from '../../server/platform/state/config.ts';
import { signedInAs } from './identity.ts';
import { inCommandProcess } from './in-command-process.ts';
import type { Offices } from './letters.ts';
import { agencyIn, provinceFor, provinceIngredients } from './main-job.ts';
import { testDatabase, useFreshDatabase } from './mongo.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** A deployment in a process of its own, with people who work at it. */
export interface RunningDeployment extends Offices {
  readonly address: string;
  readonly database: mongoose.mongo.Db;
  /** Ends its server, as for a change of machines: nobody answers at its address. */
  leave(): Promise<void>;
  /** Starts it again, with all that it had. */
  comeBack(): Promise<void>;
}

/** Two real deployments that know each other: tỉnh Sao Mai, and its neighbour. Call its members inside tests only. */
export interface TwoDeployments {
  saoMai(): RunningDeployment;
  binhMinh(): RunningDeployment;
  /** Waits until both have done all work that could be done now. */
  settled(): Promise<void>;
  /** Loses the database of Bình Minh, and restores it from a backup that was taken before `meanwhile`. */
  restoreBinhMinh(meanwhile: () => Promise<void>): Promise<void>;
  /** Runs a command of `vanban` at one of them, beside its server, and gives what it printed. */
  command(place: 'saoMai' | 'binhMinh', ...words: string[]): Promise<string>;
  /** The authority signs the next list, of what both tell by now, and both take it in. */
  listAnew(): Promise<void>;
}

/** What is configured otherwise than usual, for each of them. */
interface Over {
  readonly saoMai?: Record<string, string>;
  readonly binhMinh?: Record<string, string>;
  /** Ports that either may ask besides its partner's, such as that of an axis. */
  readonly ports?: readonly number[];
}

/** Starts two servers with databases, storage, keys and ports of their own, introduced to each other by one signed directory. */
export function useTwoDeployments(over: Over = {}): TwoDeployments {
  useFreshDatabase();
  let both: StartedDeployments;
  before('two deployments', async function () {
    this.timeout(180_000);
    both = await startTwoDeployments(over);
  });
  after('end both', async () => await both.end());
  return {
    saoMai: () => both.saoMai,
    binhMinh: () => both.binhMinh,
    settled: async () => await both.settled(),
    restoreBinhMinh: async (meanwhile) => await both.restoreBinhMinh(meanwhile),
    command: async (place, ...words) => await both.command(place, ...words),
    listAnew: async () => await both.listAnew(),
  };
}

/** Both as they run. */
interface StartedDeployments extends Omit<TwoDeployments, 'saoMai' | 'binhMinh'> {
  readonly saoMai: Started;
  readonly binhMinh: Started;
  end(): Promise<void>;
}

/** The same outside tests; the default connection is to an empty database, which becomes the neighbour's. */
export async function startTwoDeployments(over: Over = {}): Promise<StartedDeployments> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-test-two-'));
  const { uri, database } = await testDatabase();
  const place = async (database: string): Promise<Place> => {
    const port = await freePort();
    return { uri, database, storage: join(folder, database), port, address: `http://127.0.0.1:${port}` };
  };
  const [saoMai, binhMinh] = [await place(database), await place(mongoose.connection.name)];
  const founded = await foundTwoDeployments({ saoMai, binhMinh, authority: join(folder, 'authority'), over });
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  const running = { saoMai: start({ ...founded.saoMai, client }), binhMinh: start({ ...founded.binhMinh, client }) };
  const environments = { saoMai: founded.saoMai.environment, binhMinh: founded.binhMinh.environment };
  const all = () => Object.values(running);
  await Promise.all(all().map(({ server }) => server.ready()));
  return {
    get saoMai() {
      return running.saoMai;
    },
    get binhMinh() {
      return running.binhMinh;
    },
    restoreBinhMinh: async (meanwhile) => {
      environments.binhMinh = await restored(environments.binhMinh, running.binhMinh, meanwhile);
      running.binhMinh = start({ ...founded.binhMinh, environment: environments.binhMinh, client });
      await running.binhMinh.server.ready();
    },
    command: async (place, ...words) => await vanban(words, environments[place]),
    listAnew: async () => {
      const members = [
        { ...environments.saoMai, PUBLIC_URL: saoMai.address },
        { ...environments.binhMinh, PUBLIC_URL: binhMinh.address },
      ] as const;
      await introduce(vanban, members, join(folder, 'authority'));
    },
    settled: async () => {
      while ((await Promise.all(all().map(({ left }) => left()))).some((many) => many > 0)) await wait(20);
    },
    end: async () => {
      await Promise.all(all().map((one) => one.leave()));
      await client.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ends a server and restores a backup that was taken before `meanwhile` into another database; gives the variables for a start on that. */
async function restored(
  environment: Record<string, string>,
  running: Started,
  meanwhile: () => Promise<void>,
): Promise<Record<string, string>> {
  const backups = `${environment.STORAGE_DIR}-backups`;
  await vanban(['backup', '--to', backups], environment);
  await meanwhile();
  await running.leave();
  const there = { ...environment, MONGODB_DATABASE: `${environment.MONGODB_DATABASE}-restored` };
  await vanban(['restore', '--from', backups, '--take-over'], there);
  return there;
}

/** Where a deployment lies, at which port it listens, and under which address others reach it. */
export interface Place {
  readonly uri: string;
  readonly database: string;
  readonly storage: string;
  readonly port: number;
  readonly address: string;
}

/** A deployment with its people that runs nowhere yet. */
export interface Founded {
  /** What its server is started with. */
  readonly environment: Record<string, string>;
  readonly seeded: Seeded;
}

/** Two places without anything in them, and the folder where the authority of their directory keeps its key. */
interface TwoPlaces {
  readonly saoMai: Place;
  readonly binhMinh: Place;
  readonly authority: string;
  readonly over?: Over;
}

/** Makes both with their people, known to each other by one signed directory. The connection of this process is that to the second one. */
export async function foundTwoDeployments({
  saoMai,
  binhMinh,
  authority,
  over = {},
}: TwoPlaces): Promise<{ readonly saoMai: Founded; readonly binhMinh: Founded }> {
  const seeded = await provinceFor(saoMai, saoMai.storage);
  const neighbours = await seedNeighbour(binhMinh.storage);
  const outside = ({ address }: Place) => Number(new URL(address).port);
  const { ports = [] } = over;
  const one = { ...environmentOf({ ...saoMai, ports: [outside(binhMinh), ...ports] }), ...over.saoMai };
  const other = { ...environmentOf({ ...binhMinh, ports: [outside(saoMai), ...ports] }), ...over.binhMinh };
  const members = [
    { ...one, PUBLIC_URL: saoMai.address },
    { ...other, PUBLIC_URL: binhMinh.address },
  ] as const;
  await introduce(vanban, members, authority);
  return { saoMai: { environment: one, seeded }, binhMinh: { environment: other, seeded: neighbours } };
}

export interface Started extends RunningDeployment {
  readonly server: ServerProcess;
  /** How much work is left that could be done now. */
  left(): Promise<number>;
}

/** Where a server lies and listens, and at which ports of this machine it may ask others. */
interface Served extends Omit<Place, 'address'> {
  readonly ports: readonly number[];
}

/** The variables of a server that others may call on this machine. */
export function environmentOf({ uri, database, storage, port, ports }: Served): Record<string, string> {
  return {
    ...{ NODE_ENV: 'test', MONGODB_URI: uri, MONGODB_DATABASE: database, STORAGE_DIR: storage, DEMO: '0' },
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, LOG_LEVEL: 'error' },
    ...{ EXCHANGE_NETWORKS: '127.0.0.0/8', EXCHANGE_PORTS: ports.join(',') },
  };
}

/** Starts a server with these variables over what was seeded for it. */
export function start({ environment, seeded, client }: Starting): Started {
  const { MONGODB_DATABASE, PUBLIC_URL: address = '' } = environment;
  const database = client.db(MONGODB_DATABASE);
  const jobs = database.collection('jobs');
  const left = () =>
    jobs.countDocuments({ $or: [{ state: 'running' }, { state: 'waiting', runAt: { $lte: new Date() } }] });
  let server = startServer(environment);
  const leave = async () => {
    server.child.kill('SIGTERM');
    await server.ended();
  };
  const comeBack = async () => {
    server = startServer(environment);
    await server.ready();
  };
  return {
    get server() {
      return server;
    },
    ...{ address, database, left, leave, comeBack },
    agency: (key) => agencyIn(seeded, key),
    actor: (post, key) => actorOf(agencyIn(seeded, key), post),
    signIn: (post, key) => signedInAs(address, `${post}.${key}`),
    work: async () => {
      while ((await left()) > 0) await wait(20);
    },
  };
}

interface Starting {
  readonly environment: Record<string, string>;
  readonly seeded: Seeded;
  readonly client: mongoose.mongo.MongoClient;
}

/** The agencies of the neighbour in the database of this process, from which a server then takes them over. */
async function seedNeighbour(storage: string): Promise<Seeded> {
  const { authority, passwordHash } = await provinceIngredients();
  const sources = resolve(import.meta.dirname, '../..');
  const config = parseConfig({ STORAGE_DIR: storage }, sources, sources);
  await markFolder(config.keysFolder, randomUUID());
  await startEngine(config);
  const forged = await forgeKeys(authority, neighbour);
  return await seedProvince({ authority, forged, agencies: neighbour, keysFolder: config.keysFolder, passwordHash });
}

/** A command of `vanban` in the process that all commands of the run share. */
export const vanban: RunVanban = async (words, environment) => {
  const { PATH = '', HOME = '' } = process.env;
  const { code, printed, complained } = await inCommandProcess({
    words,
    environment: { PATH, HOME, ...(environment as Record<string, string>) },
  });
  if (code === 0) return printed.join('\n');
  throw new Error(`vanban ${words.join(' ')}: ${[...complained, ...printed].join('\n')}`);
};

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  return port;
}
