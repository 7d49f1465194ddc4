import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import mongoose from 'mongoose';
import type { Config } from '../config.ts';
import { nodeArguments } from '../program.ts';
import type { Shutdown } from './shutdown.ts';
import { StartUpFailure } from './start-up-failure.ts';

interface DemoMark {
  readonly _id: 'demo';
  readonly state: 'seeding' | 'seeded';
}

export type SeedingOutcome = 'seeded' | 'seeded-before' | 'not-wanted' | 'no-script' | 'not-empty';

export interface Seeding {
  readonly config: Config;
  readonly uri: string;
  readonly script: string;
  /** Collections that hold rows in any store, demo or not. */
  readonly ownCollections: readonly string[];
  readonly shutdown: Shutdown;
}

/**
 * Fills an empty store with the demo province, in a child process with its own clock (DESIGN §7). A store whose seeding was
 * interrupted is emptied and filled again; production refuses a demo store.
 */
export async function seedDemo(seeding: Seeding): Promise<SeedingOutcome> {
  const { config, script } = seeding;
  const marks = mongoose.connection.collection<DemoMark>('deployment');
  const mark = await marks.findOne({ _id: 'demo' });
  if (mark !== null && config.production) throw demoInProduction();
  if (mark?.state === 'seeded') return 'seeded-before';
  if (!config.demo) return 'not-wanted';
  if (!(await exists(script))) return 'no-script';
  if (mark?.state === 'seeding') await emptyAll(seeding.ownCollections);
  else if (!(await isEmpty(seeding.ownCollections))) return 'not-empty';
  await marks.replaceOne({ _id: 'demo' }, { state: 'seeding' }, { upsert: true });
  await runScript(seeding);
  await marks.replaceOne({ _id: 'demo' }, { state: 'seeded' });
  return 'seeded';
}

async function isEmpty(ownCollections: readonly string[]): Promise<boolean> {
  for (const collection of await otherCollections(ownCollections)) {
    if ((await collection.findOne({})) !== null) return false;
  }
  return true;
}

async function emptyAll(ownCollections: readonly string[]): Promise<void> {
  for (const collection of await otherCollections(ownCollections)) await collection.deleteMany({});
}

async function otherCollections(ownCollections: readonly string[]) {
  const database = mongoose.connection.db;
  const all = (await database?.collections()) ?? [];
  return all.filter(({ collectionName }) => !ownCollections.includes(collectionName));
}

async function runScript({ config, uri, script, shutdown }: Seeding): Promise<void> {
  const child = spawn(process.execPath, [...nodeArguments, script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      MONGODB_URI: uri,
      MONGODB_DATABASE: config.database.database,
      STORAGE_DIR: config.storageFolder,
      KEYS_DIR: config.keysFolder,
      DEMO: '1',
    },
  });
  const ended = once(child, 'exit');
  shutdown.add('demo seeding', async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  const [code] = await ended;
  if (code === 0) return;
  throw new StartUpFailure(
    'Không tạo được dữ liệu trình diễn (xem các dòng trên): hãy chạy lại, hoặc đặt DEMO=0 để bắt đầu với kho trống.',
    'The demo data could not be made (see the lines above): start again, or set DEMO=0 to begin with an empty store.',
  );
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

function demoInProduction(): StartUpFailure {
  return new StartUpFailure(
    'Kho dữ liệu này là kho trình diễn nên không dùng được với NODE_ENV=production: hãy chọn STORAGE_DIR và cơ sở dữ liệu trống.',
    'This store holds demo data and cannot be used with NODE_ENV=production: choose an empty STORAGE_DIR and database.',
  );
}
