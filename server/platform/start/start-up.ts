import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  assertDatabase,
  connectDatabase,
  databaseAnswers,
  disconnectDatabase,
  ensureIndexes,
} from '../database/database.ts';
import { refuseLostData } from '../deployment/lost-data.ts';
import { Presence } from '../deployment/presence.ts';
import { settleDeployment } from '../deployment/settle.ts';
import { refuseHalfRestored, unfinishedIn } from '../deployment/unfinished-restore.ts';
import type { Dependency } from '../edge/health.ts';
import { listen, listenSecurely, portOf, requireFreePort, stopListening } from '../edge/listen.ts';
import { OwnCertificate } from '../edge/own-certificate.ts';
import { DiskWatch } from '../files/disk-watch.ts';
import { setLogLevel } from '../log.ts';
import { startEmbeddedMongod } from '../mongod/embedded-mongod.ts';
import { isBuilt, programFile } from '../program.ts';
import type { Config } from '../state/config.ts';
import { stopWorkers } from '../worker/worker-pool.ts';
import { buildClient, type ClientOutcome } from './client-build.ts';
import { exists, Seeder, type SeedingOutcome, seedDemo } from './demo-seeding.ts';
import { latestVersion, type Migration, runMigrations } from './migrations.ts';
import type { Shutdown } from './shutdown.ts';
import { type Say, Steps } from './steps.ts';
import { lockStorage } from './storage-lock.ts';
import { markStorage, openStorage, refuseNewerStorage } from './storage-version.ts';

/** What the composition root gets to make the application from. */
export interface House {
  readonly config: Config;
  /** What `/readyz` asks; the application may add its own. */
  readonly dependencies: readonly Dependency[];
  readonly disks: DiskWatch;
  readonly programFolder: string;
}

/** The composed application. */
export interface Application {
  readonly listener: RequestListener;
  /** Ends what would keep connections open: event streams. Called when no new connection is taken any more. */
  beginStop(): void;
  /** Ends what runs beside requests – jobs, the ledger's queue – once the last request is answered. */
  drain(): Promise<void>;
  /** Lines for the person at the terminal once the server is ready at `address`: demo accounts, the first administrator's link. */
  greeting(address: URL): Promise<readonly string[]>;
}

export interface StartUp {
  readonly config: Config;
  readonly programFolder: string;
  readonly migrations: readonly Migration[];
  /** Loads the capabilities, which declares their stores, and gives what composes them; runs while the database starts. */
  readonly load: () => Promise<(house: House) => Promise<Application>>;
  readonly shutdown: Shutdown;
  readonly say: Say;
}

/** How long requests may go on after a stop was asked for; the whole stop takes less than ten seconds. */
const requestPatienceMs = 5_000;
/** A stop is as safe as a kill: what is cut short is repeated by whoever asked. */
const workerPatienceMs = 3_000;

const seedScript = programFile('scripts/demo/seed');

/** Brings the server up step by step, each with its line; everything begun is given to `shutdown`. Refuses with a start-up failure. */
export async function startUp({ config, programFolder, migrations, load, shutdown, say }: StartUp): Promise<void> {
  const steps = new Steps(say, shutdown);
  setLogLevel(config.logLevel);
  await requireFreePort(config.port, config.host);
  const certificate = await certificateOf(config);
  await openHouse(config, migrations, shutdown);
  const client = clientOf(config, programFolder, shutdown);
  // Whoever waits for it below hears that it failed; until then it must not end the process.
  client.catch(() => undefined);
  const seeder = await seederAhead(config, shutdown);
  const opening = async () => {
    const loading = load();
    return await Promise.all([openDatabase(config, { loading, shutdown, say }), loading]);
  };
  const [opened, compose] = await steps.take('Cơ sở dữ liệu (MongoDB)', opening, ([{ words }]) => words);
  await steps.take(
    'Dữ liệu, tệp và khoá (database, storage, keys)',
    () => settleDeployment(config),
    () => 'cùng một hệ thống',
  );
  const version = latestVersion(migrations);
  const migrating = () => migrate(config, migrations);
  await steps.take('Cấu trúc dữ liệu (migrations)', migrating, (ran) => `phiên bản ${version}, ${ran} bước mới`);
  const seeding = {
    config,
    uri: opened.uri,
    ahead: seeder,
    script: seedScript,
    ownCollections: ['migrations', 'deployment', 'processes'],
    shutdown,
    say,
  };
  await steps.take(
    'Dữ liệu trình diễn (demo)',
    () => seedDemo(seeding).finally(() => seeder?.dismiss()),
    (outcome) => seedingWords[outcome],
  );
  if (config.role !== 'worker') {
    await steps.take(
      'Giao diện (client)',
      () => client,
      (outcome) => clientWords[outcome],
    );
  }
  shutdown.check();
  const disks = disksOf(config);
  const presence = await enterHouse(config, shutdown);
  const dependencies = [...opened.dependencies, roomOn(disks), goingOn(shutdown), ...othersOf(presence)];
  const application = await compose({ config, dependencies, disks, programFolder });
  shutdown.add('worker processes', () => stopWorkers(0));
  shutdown.add('application', () => application.drain());
  // The first start has only now made the folder of the files.
  disks.start();
  shutdown.add('disk watch', () => disks.stop());
  const server = await serve(application, { config, certificate, shutdown });
  const address = addressOf(config, portOf(server));
  // Asks the database: once it says that it is ready, nothing of the start can fail any more.
  const greeting = await application.greeting(address);
  steps.finish(`Sẵn sàng (ready): ${address.href}`);
  for (const line of greeting) say(line);
  const isBehindProxy = config.role !== 'worker' && config.publicUrl?.protocol === 'https:' && !certificate;
  if (isBehindProxy && config.trustProxy === 0) say(noProxy);
}

async function certificateOf({ tls, publicUrl }: Config): Promise<OwnCertificate | undefined> {
  return tls && publicUrl && (await OwnCertificate.read(tls, publicUrl.hostname));
}

interface Serving {
  readonly config: Config;
  readonly certificate: OwnCertificate | undefined;
  readonly shutdown: Shutdown;
}

/** Takes requests from now on until the end. */
async function serve(application: Application, { config, certificate, shutdown }: Serving): Promise<Server> {
  const { port, host, stopDelayMs } = config;
  const server = certificate
    ? await listenSecurely(application.listener, port, host, certificate)
    : await listen(application.listener, port, host);
  shutdown.add('certificate', () => certificate?.stop());
  shutdown.add('http', async () => {
    const stopped = stopListening(server, requestPatienceMs);
    application.beginStop();
    // What lasts in a worker process would hold its request, or its job, longer than anybody waits for a stop.
    void stopWorkers(workerPatienceMs);
    await stopped;
  });
  // `/readyz` says no already: whoever asks it can send people elsewhere before a connection is refused.
  if (stopDelayMs > 0) shutdown.add('balancer', () => delay(stopDelayMs));
  return server;
}

const noProxy =
  '! PUBLIC_URL dùng https:// mà TRUST_PROXY=0: chưa ai đăng nhập được. Hãy đặt TRUST_PROXY=1 khi có proxy phía trước, hoặc TLS_CERTIFICATE_FILE. (Nobody can sign in without TRUST_PROXY or TLS_CERTIFICATE_FILE.)';

/** Builds the client beside the other steps, which need not wait for it; as built, and in production, it is there already. */
async function clientOf(
  { role, production }: Config,
  programFolder: string,
  shutdown: Shutdown,
): Promise<ClientOutcome> {
  if (role === 'worker') return 'no-client';
  return isBuilt || production ? 'up-to-date' : await buildClient(programFolder, shutdown);
}

/** On a first start with a database of our own the demo gets ready while that is fetched and started. */
async function seederAhead(config: Config, shutdown: Shutdown): Promise<Seeder | undefined> {
  const isFirst = config.database.kind === 'embedded' && !(await exists(join(config.storageFolder, 'mongod')));
  const isWanted = config.demo && !config.production && (await exists(seedScript));
  return isFirst && isWanted ? new Seeder({ config, script: seedScript, shutdown }) : undefined;
}

async function migrate(config: Config, migrations: readonly Migration[]): Promise<number> {
  const { storageFolder, keysFolder } = config;
  const ran = await runMigrations(migrations, { storageFolder, keysFolder });
  await ensureIndexes();
  await markStorage(storageFolder, latestVersion(migrations));
  return ran;
}

async function openHouse(config: Config, migrations: readonly Migration[], shutdown: Shutdown): Promise<void> {
  await openStorage(config.storageFolder);
  if (config.database.kind === 'embedded') {
    shutdown.add('storage lock', await lockStorage(config.storageFolder));
  }
  await refuseNewerStorage(config.storageFolder, latestVersion(migrations));
  refuseHalfRestored(await unfinishedIn(config.storageFolder));
  if (config.database.kind === 'embedded') await refuseLostData(config.storageFolder);
}

/** Among the processes of the deployment; the embedded database serves this one alone, but is reported like any other. */
async function enterHouse({ storageFolder, role }: Config, shutdown: Shutdown): Promise<Presence> {
  const presence = await Presence.enter({ storageFolder, role });
  shutdown.add('presence', () => presence.leave());
  presence.start();
  return presence;
}

function othersOf(presence: Presence): Dependency[] {
  return [
    { name: 'worker', ready: () => presence.hasWorker, partly: true },
    { name: 'shared-storage', ready: () => presence.sharesStorage, partly: true },
  ];
}

interface OpenDatabase {
  readonly uri: string;
  readonly words: string;
  readonly dependencies: readonly Dependency[];
}

interface Opening {
  /** What keeps this process busy meanwhile. */
  readonly loading: Promise<unknown>;
  readonly shutdown: Shutdown;
  readonly say: Say;
}

async function openDatabase(config: Config, { loading, shutdown, say }: Opening): Promise<OpenDatabase> {
  const opened =
    config.database.kind === 'external' ? external(config.database.uri) : await embedded(config, shutdown, say);
  // Whoever loads modules hears nobody: on a slow machine a database that answers at once would be given up as away.
  await loading;
  shutdown.add('database connection', disconnectDatabase);
  await connectDatabase({ uri: opened.uri, database: config.database.database });
  await assertDatabase();
  return opened;
}

const database: Dependency = { name: 'database', ready: databaseAnswers };

function external(uri: string): OpenDatabase {
  return { uri, words: 'MONGODB_URI', dependencies: [database] };
}

async function embedded(config: Config, shutdown: Shutdown, say: Say): Promise<OpenDatabase> {
  const { binary, cacheMegabytes } = config.database.kind === 'embedded' ? config.database : {};
  const mongod = await startEmbeddedMongod({
    folder: join(config.storageFolder, 'mongod'),
    keysFolder: config.keysFolder,
    toolsFolder: config.toolsFolder,
    binary,
    cacheMegabytes,
    say: (line) => say(`  ${line}`),
  });
  shutdown.add('mongod', mongod.stop);
  const process: Dependency = { name: 'mongod', ready: () => mongod.state() === 'running' };
  const words = `mongod ${mongod.version} nhúng (embedded), pid ${mongod.pid()}`;
  return { uri: mongod.uri, words, dependencies: [process, database] };
}

/** The disks that this process fills. */
function disksOf({ storageFolder, database: { kind } }: Config): DiskWatch {
  const files = { name: 'files', folder: join(storageFolder, 'files') } as const;
  const database = { name: 'database', folder: join(storageFolder, 'mongod') } as const;
  return new DiskWatch(kind === 'embedded' ? [files, database] : [files]);
}

function roomOn(disks: DiskWatch): Dependency {
  return { name: 'disk', partly: true, ready: async () => (await disks.look()).every(({ room }) => room !== 'none') };
}

function goingOn(shutdown: Shutdown): Dependency {
  return { name: 'stopping', ready: () => !shutdown.begun };
}

function addressOf({ publicUrl, host }: Config, port: number): URL {
  return publicUrl ?? new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}/`);
}

const seedingWords: Record<SeedingOutcome, string> = {
  seeded: 'đã tạo tỉnh minh hoạ',
  'seeded-before': 'đã có',
  'not-wanted': 'tắt',
  'no-script': 'chưa có kịch bản, bỏ qua',
  'not-empty': 'kho đã có dữ liệu, bỏ qua',
};

const clientWords: Record<ClientOutcome, string> = {
  built: 'đã dựng',
  'up-to-date': 'đã dựng từ trước',
  'no-client': 'chưa có, bỏ qua',
};
