import { join } from 'node:path';
import type { Config } from '../config.ts';
import { assertDatabase, connectDatabase, disconnectDatabase } from '../database.ts';
import { embeddedAddress, startEmbeddedMongod } from '../mongod/embedded-mongod.ts';
import { StartUpFailure } from './start-up-failure.ts';
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

/**
 * Runs `work` on the deployment's database: that of `MONGODB_URI`, the embedded one of a server that runs now, or, when none
 * runs, one started for this command alone.
 */
export async function withDatabase<T>(config: Config, work: () => Promise<T>): Promise<T> {
  const { uri, close } = await reachDatabase(config);
  try {
    await connectDatabase({ uri, database: config.database.database });
    await assertDatabase();
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

async function reachDatabase(config: Config): Promise<Reached> {
  if (config.database.kind === 'external') return { uri: config.database.uri, close: async () => undefined };
  await openStorage(config.storageFolder);
  const folder = join(config.storageFolder, 'mongod');
  const unlock = await lockStorage(config.storageFolder).catch((error: unknown) => {
    if (!(error instanceof StartUpFailure)) throw error;
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
