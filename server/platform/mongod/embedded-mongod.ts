import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { replaceFile } from '../state/durable-file.ts';
import { makeFolder } from '../state/make-folder.ts';
import { commandLineOf, identifyProcess, processesWith, stillRuns } from '../state/process-identity.ts';
import { keepSecret, type SecretRule } from '../state/secret-file.ts';
import { StartUpFailure, systemErrorCode } from '../state/start-up-failure.ts';
import { isThere, missing, parseState, readStateText, unusableFile } from '../state/state-file.ts';
import { cacheMegabytesOf, memoryHere } from './cache-size.ts';
import { findMongod } from './mongod-binary.ts';
import { explainDeath } from './mongod-death.ts';
import { prepareReplicaSet, WrongPassword } from './mongod-replica-set.ts';
import { Supervisor, type SupervisorState } from './mongod-supervisor.ts';

export interface EmbeddedMongodOptions {
  /** Holds the data folder, the log and what is remembered between starts. */
  readonly folder: string;
  readonly keysFolder: string;
  readonly toolsFolder: string;
  readonly binary?: string | undefined;
  /** Memory of the storage engine; of its own choice where it is not said (`cache-size.ts`). */
  readonly cacheMegabytes?: number | undefined;
  readonly say?: (line: string) => void;
}

/** A running, supervised `mongod` with its own persistent replica set of one. */
export interface EmbeddedMongod {
  readonly uri: string;
  readonly version: string;
  readonly pid: () => number | undefined;
  readonly state: () => SupervisorState;
  readonly stop: () => Promise<void>;
}

const remembered = z.object({
  port: z.int(),
  version: z.string(),
  process: z.object({ pid: z.int(), began: z.string().optional() }).optional(),
});
type Remembered = z.infer<typeof remembered>;

const replicaSet = 'vanban';
const user = 'vanban';
const startPatienceMs = 60_000;

/**
 * Starts the embedded database in `options.folder` and keeps it running: the data, the port and the
 * version that made it are remembered; a `mongod` left over from a killed server is stopped first.
 */
export async function startEmbeddedMongod(options: EmbeddedMongodOptions): Promise<EmbeddedMongod> {
  const dataFolder = resolve(options.folder, 'data');
  await makeFolder(dataFolder);
  const before = await recall(options.folder);
  await stopOrphan(before, dataFolder);
  const binary = await findMongod({
    configured: options.binary,
    toolsFolder: options.toolsFolder,
    dataVersion: before?.version,
    ...(options.say && { say: options.say }),
  });
  const secrets = await keepSecrets(options.keysFolder, dataFolder);
  const port = await freePort(before?.port);
  const logFile = join(options.folder, 'mongod.log');
  const supervisor = new Supervisor({
    command: binary.path,
    args: argumentsOf({
      dataFolder,
      logFile,
      port,
      keyFile: secrets.keyFile,
      cacheMegabytes: options.cacheMegabytes ?? cacheMegabytesOf(memoryHere()),
    }),
    onSpawn: (pid) => remember(options.folder, { port, version: binary.version, process: identifyProcess(pid) }),
  });
  await rm(logFile, { force: true });
  await supervisor.start(async (ended) => {
    const died = ended.then(async (reason) => {
      const lines = (await readStateText(logFile, noteWay))?.trim().split('\n') ?? [];
      throw explainDeath({ version: binary.version, dataFolder, logFile, reason, lines });
    });
    const credentials = { user, password: secrets.password };
    const prepared = prepareReplicaSet({ port, replicaSet, ...credentials, patienceMs: startPatienceMs });
    await Promise.race([died, prepared.catch((error: unknown) => Promise.reject(explain(error, secrets)))]);
  });
  return {
    uri: addressOf(port, secrets.password),
    version: binary.version,
    pid: () => supervisor.pid,
    state: () => supervisor.state,
    stop: async () => {
      await supervisor.stop();
      await remember(options.folder, { port, version: binary.version });
    },
  };
}

function explain(error: unknown, { passwordFile }: Secrets): unknown {
  if (!(error instanceof WrongPassword)) return error;
  const reason = { vietnamese: 'không phải mật khẩu của dữ liệu này', english: 'it is not the password of these data' };
  return unusableFile(passwordFile, reason, wholePassword.way, error);
}

/** The address of the embedded database that a running server keeps in `folder`, for a command beside it. */
export async function embeddedAddress(folder: string, keysFolder: string): Promise<string> {
  const running = await recall(folder);
  if (running?.process === undefined) {
    throw new StartUpFailure(
      'Máy chủ đang khởi động hoặc đang dừng: hãy đợi vài giây rồi chạy lại.',
      'The server is just starting or stopping: wait a few seconds and run this again.',
    );
  }
  const { password } = await keepSecrets(keysFolder, join(folder, 'data'));
  return addressOf(running.port, password);
}

function addressOf(port: number, password: string): string {
  return `mongodb://${user}:${password}@127.0.0.1:${port}/?directConnection=true&authSource=admin`;
}

/** Stops the `mongod` that a killed server left behind on this folder; nothing else is ever touched. */
export async function stopOrphanedMongod(folder: string): Promise<void> {
  await stopOrphan(await recall(folder), resolve(folder, 'data'));
}

/** The one that was noted, and one whose server was killed before it could note it. */
async function stopOrphan(before: Remembered | undefined, dataFolder: string): Promise<void> {
  const argument = `--dbpath ${dataFolder} `;
  const noted = before?.process;
  const isNoted = noted !== undefined && stillRuns(noted) && commandLineOf(noted.pid).includes(argument);
  const pids = new Set([...(isNoted ? [noted.pid] : []), ...processesWith(argument)]);
  await Promise.all([...pids].map(async (pid) => ((await worksIn(pid, dataFolder)) ? await end(pid) : undefined)));
}

/** Whether the folder of this name is the same one for that process: in a container it may be another deployment's. */
async function worksIn(pid: number, folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  try {
    const [ours, theirs] = await Promise.all([stat(folder), stat(`/proc/${pid}/root${folder}`)]);
    return ours.dev === theirs.dev && ours.ino === theirs.ino;
  } catch (error) {
    // It ended meanwhile, or belongs to another account: none that a server of ours left behind.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(systemErrorCode(error) ?? '')) return false;
    throw error;
  }
}

async function end(pid: number): Promise<void> {
  const orphan = identifyProcess(pid);
  if (orphan === undefined) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; stillRuns(orphan); waited += 50) {
    if (waited === 15_000) process.kill(pid, 'SIGKILL');
    await wait(50);
  }
}

interface Arguments {
  readonly dataFolder: string;
  readonly logFile: string;
  readonly port: number;
  readonly keyFile: string;
  readonly cacheMegabytes: number;
}

function argumentsOf({ dataFolder, logFile, port, keyFile, cacheMegabytes }: Arguments): string[] {
  const own = ['--dbpath', dataFolder, '--port', String(port), '--logpath', logFile, '--logappend'];
  const safe = ['--bind_ip', '127.0.0.1', '--nounixsocket', '--auth', '--keyFile', keyFile];
  // zlib stays off: CVE-2025-14847 in the 6.0.5 that the wheel carries.
  const network = ['--replSet', replicaSet, '--networkMessageCompressors', 'snappy,zstd'];
  const size = ['--wiredTigerCacheSizeGB', String(cacheMegabytes / 1024), '--oplogSize', '512'];
  const quiet = ['--setParameter', 'diagnosticDataCollectionEnabled=false'];
  // The net below: what lies still is ended sooner by whoever it is in the way of.
  const transactions = ['--setParameter', 'transactionLifetimeLimitSeconds=20'];
  // Alone in its set there is nobody to hand over to, so a stop need not wait for it.
  const stop = ['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'];
  return [...own, ...safe, ...network, ...size, ...quiet, ...transactions, ...stop];
}

interface Secrets {
  readonly keyFile: string;
  readonly passwordFile: string;
  readonly password: string;
}

/** What `mongod` takes as a key: 6 to 1024 letters of base64. */
const wholeKey: SecretRule = {
  isWhole: (text) => /^[A-Za-z0-9+/=]{6,1024}$/.test(text),
  way: { vietnamese: 'xoá tệp này: máy chủ tạo lại nó', english: 'remove it: the server makes it again' },
};
const wholePassword: SecretRule = {
  isWhole: (text) => /^[0-9a-f]{48}$/.test(text),
  way: {
    vietnamese: 'chép lại tệp này từ bản sao của KEYS_DIR, hoặc khôi phục bản sao lưu vào nơi trống',
    english: 'put it back from the copy of KEYS_DIR, or restore a backup into an empty place',
  },
};

/** Data that are there know the password already: another one, newly made, would open nothing. */
async function keepSecrets(folder: string, dataFolder: string): Promise<Secrets> {
  const keyFile = resolve(folder, 'mongod.key');
  const passwordFile = resolve(folder, 'mongod.password');
  if (!(await isThere(passwordFile)) && (await isThere(join(dataFolder, 'WiredTiger'))))
    throw unusableFile(passwordFile, missing, wholePassword.way);
  await keepSecret(keyFile, () => randomBytes(96).toString('base64'), wholeKey);
  const password = await keepSecret(passwordFile, () => randomBytes(24).toString('hex'), wholePassword);
  return { keyFile, passwordFile, password };
}

const noteWay = {
  vietnamese: 'cấp quyền đọc, hoặc xoá tệp này: máy chủ tạo lại nó',
  english: 'grant access, or remove it: the server makes it again',
};

/** What was noted; a note that was cut off counts as none: port and process are found again without it. */
async function recall(folder: string): Promise<Remembered | undefined> {
  const text = await readStateText(join(folder, 'mongod.json'), noteWay);
  return text === undefined ? undefined : parseState(text, remembered);
}

async function remember(folder: string, what: Remembered): Promise<void> {
  await replaceFile(join(folder, 'mongod.json'), `${JSON.stringify(what)}\n`);
}

/** The port of the last start when it is still free, else any free one; the replica set is told of the change. */
async function freePort(wanted = 0): Promise<number> {
  const port = await tryPort(wanted);
  return port ?? (await freePort());
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => answer(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
