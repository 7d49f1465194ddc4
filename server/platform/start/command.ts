import { join } from 'node:path';
import { assertDatabase, connectDatabase, disconnectDatabase } from '../database/database.ts';
import { refuseLostData } from '../deployment/lost-data.ts';
import { markOf } from '../deployment/mark.ts';
import { requireDeployment } from '../deployment/settle.ts';
import { embeddedAddress, startEmbeddedMongod } from '../mongod/embedded-mongod.ts';
import { type Config, describeDatabase } from '../state/config.ts';
import { StartUpFailure, systemErrorCode } from '../state/start-up-failure.ts';
import { isThere } from '../state/state-file.ts';
import { lockStorage } from './storage-lock.ts';
import { openStorage } from './storage-version.ts';

/** One command of the command line; `scripts/commands/<name>.ts` exports it as `command`. */
export interface Command {
  /** What follows the name, for the help: `FILE… [--trust ROOTS.pem] [--json]`. */
  readonly usage: string;
  /** One sentence, Vietnamese. */
  readonly summary: string;
  /** Carries it out and gives the exit code: 0 only when all is well. */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}

export interface CommandContext {
  /** Read and parsed when asked for: commands on files alone neither need nor load a configuration. */
  config(): Promise<Config>;
  print(line: string): void;
}

export interface DatabaseNeeds {
  /** Whether the command goes on where nothing is yet, or what is there does not belong together: only what mends that. */
  readonly anywhere?: boolean;
  /** Whether the server must not run: what the command writes is not for a server to see half of. */
  readonly alone?: boolean;
}

/**
 * Runs `work` on the deployment's database: that of `MONGODB_URI`, the embedded one of a server that runs now, or, when none
 * runs, one started for this command alone. Says first which one it is. Refuses where there is no deployment, so that a command whose
 * environment was forgotten makes nothing of its own.
 */
export async function withDatabase<T>(
  config: Config,
  work: () => Promise<T>,
  { anywhere = false, alone = false }: DatabaseNeeds = {},
): Promise<T> {
  console.error(`· ${describeDatabase(config.database)}, STORAGE_DIR=${config.storageFolder}`);
  const { uri, close } = await reachDatabase(config, { anywhere, alone });
  try {
    await connectDatabase({ uri, database: config.database.database });
    await assertDatabase();
    if (!anywhere) await requireDeployment(config);
    return await work();
  } finally {
    await disconnectDatabase();
    await close();
  }
}

interface Reached {
  readonly uri: string;
  readonly close: () => Promise<void>;
}

async function reachDatabase(config: Config, { anywhere, alone }: Required<DatabaseNeeds>): Promise<Reached> {
  if (config.database.kind === 'external') return { uri: config.database.uri, close: async () => undefined };
  const folder = join(config.storageFolder, 'mongod');
  if (!anywhere) {
    await refuseStrangeFolder(config.storageFolder);
    await refuseLostData(config.storageFolder);
  }
  if (anywhere) await openStorage(config.storageFolder);
  const unlock = await lockStorage(config.storageFolder).catch((error: unknown) => {
    if (alone || !(error instanceof StartUpFailure || isReadOnly(error))) throw error;
    return undefined;
  });
  if (unlock === undefined) {
    return { uri: await embeddedAddress(folder, config.keysFolder), close: async () => undefined };
  }
  const { binary, cacheMegabytes } = config.database;
  const { keysFolder, toolsFolder } = config;
  const mongod = await startEmbeddedMongod({ folder, keysFolder, toolsFolder, binary, cacheMegabytes });
  return {
    uri: mongod.uri,
    close: async () => {
      await mongod.stop();
      await unlock();
    },
  };
}

/** A backup may run under an account that only reads the storage; then the server must be there to reach its database. */
function isReadOnly(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(systemErrorCode(error) ?? '');
}

/** A deployment of this release is marked; one of an earlier release has at least its embedded database. */
async function refuseStrangeFolder(folder: string): Promise<void> {
  if ((await isThere(markOf(folder))) || (await isThere(join(folder, 'mongod')))) return;
  throw new StartUpFailure(
    `Không có hệ thống nào trong ${folder}: hãy đặt các biến môi trường như của máy chủ, ví dụ bằng --env-file /etc/vanban/vanban.env.`,
    `There is no deployment in ${folder}: set the environment of the server, for example by --env-file /etc/vanban/vanban.env.`,
  );
}
