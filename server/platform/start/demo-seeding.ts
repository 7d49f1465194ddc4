import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import mongoose from 'mongoose';
import { log } from '../log.ts';
import { nodeArguments } from '../program.ts';
import type { Config } from '../state/config.ts';
import { StartUpFailure } from '../state/start-up-failure.ts';
import { claimDemo, demoState, dropClaim, freeClaim, keepClaim } from './demo-claim.ts';
import type { Shutdown } from './shutdown.ts';
import type { Say } from './steps.ts';

export type SeedingOutcome = 'seeded' | 'seeded-before' | 'not-wanted' | 'no-script' | 'not-empty';

export interface Seeding extends SeederNeeds {
  readonly uri: string;
  /** The process that makes the demo, where it was started before there was a database. */
  readonly ahead?: Seeder | undefined;
  /** Collections that hold rows in any store, demo or not. */
  readonly ownCollections: readonly string[];
  readonly say: Say;
}

export interface SeederNeeds {
  readonly config: Config;
  readonly script: string;
  readonly shutdown: Shutdown;
}

/**
 * The process that makes the demo, with its own clock. It gets ready by itself – programs, keys, pictures – and begins once it
 * is told which database to fill, so that it can be started while the database is not there yet.
 */
export class Seeder {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;

  constructor({ config, script, shutdown }: SeederNeeds) {
    this.#child = spawn(process.execPath, [...nodeArguments, script], {
      // By the channel it learns what to fill, and notices that this process is gone: nobody would wait for what it makes then.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        MONGODB_DATABASE: config.database.database,
        STORAGE_DIR: config.storageFolder,
        KEYS_DIR: config.keysFolder,
        DEMO: '1',
      },
    });
    this.#ended = once(this.#child, 'exit');
    shutdown.add('demo seeding', () => this.dismiss());
  }

  /** Fills the database, unless `lost` says meanwhile that another process does it. */
  async fill(uri: string, lost: AbortSignal): Promise<void> {
    const stop = () => this.#child.kill('SIGKILL');
    lost.addEventListener('abort', stop);
    if (lost.aborted) stop();
    // A child that has ended hears nothing any more; how it ended says what came of it.
    this.#child.send({ uri }, () => undefined);
    const [code] = await this.#ended;
    if (code !== 0) throw notMade();
  }

  /** Ends it, where it has not ended. */
  async dismiss(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

const LOOK_AGAIN_MS = 250;
const KEEP_EVERY_MS = 10_000;

/**
 * Fills an empty store with the demo province. One of several processes does it, the
 * others wait. A store whose seeding was interrupted is emptied, and filled again if a demo is wanted; production refuses a demo store.
 */
export async function seedDemo(seeding: Seeding): Promise<SeedingOutcome> {
  const { config, script, shutdown, say } = seeding;
  for (let waits = false; ; waits = true) {
    shutdown.check();
    const state = await demoState();
    // Whoever has only claimed it has written nothing.
    if (config.production && state !== undefined && state !== 'claimed') throw demoInProduction();
    if (state === 'seeded') return 'seeded-before';
    if (!config.demo && state !== 'seeding') return 'not-wanted';
    if (config.demo && !(await exists(script))) return 'no-script';
    const found = await claimDemo();
    if (found !== undefined) return await seedClaimed(seeding, found === 'seeding');
    if (!waits) say(`  ${waiting}`);
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/** What the process does that has the claim. */
async function seedClaimed(seeding: Seeding, isHalfMade: boolean): Promise<SeedingOutcome> {
  const { config, uri, ownCollections, ahead } = seeding;
  if (isHalfMade) await emptyAll(ownCollections);
  const mayFill = config.demo && (await isEmpty(ownCollections));
  if (!mayFill) await dropClaim();
  if (!config.demo) return 'not-wanted';
  if (!mayFill) return 'not-empty';
  const lost = new AbortController();
  const keep = async (): Promise<void> => {
    if (!(await keepClaim('seeding'))) lost.abort();
  };
  await keep();
  const keeping = setInterval(
    () => void keep().catch((error: unknown) => log.warn({ err: error }, 'the claim of the demo was not prolonged')),
    KEEP_EVERY_MS,
  );
  try {
    await (ahead ?? new Seeder(seeding)).fill(uri, lost.signal);
  } catch (error) {
    await freeClaim().catch((failed: unknown) => log.warn({ err: failed }, 'the claim of the demo was not given up'));
    throw error;
  } finally {
    clearInterval(keeping);
  }
  if (!(await keepClaim('seeded'))) throw notMade();
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

function notMade(): StartUpFailure {
  return new StartUpFailure(
    'Không tạo được dữ liệu trình diễn (xem các dòng trên): hãy chạy lại, hoặc đặt DEMO=0 để bắt đầu với kho trống.',
    'The demo data could not be made (see the lines above): start again, or set DEMO=0 to begin with an empty store.',
  );
}

const waiting = 'Một tiến trình khác đang tạo dữ liệu trình diễn; đang chờ… (another process makes the demo, waiting)';

/** Whether anything lies there. */
export async function exists(path: string): Promise<boolean> {
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
