import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type Entry, introduce } from '../../scripts/demo/introduce.ts';
import { provinceFor } from './main-job.ts';
import { testDatabase, useFreshDatabase } from './mongo.ts';
import { environmentOf, freePort, type RunningDeployment, type Started, start, vanban } from './two-deployments.ts';

/** Tỉnh Sao Mai in a process of its own, and what a deployment beside it needs to trade with it. */
export interface OneDeployment {
  deployment(): RunningDeployment;
  /** Where the files of the directory’s authority lie: `authority.pub.pem` is its key. */
  authority(): string;
}

/** Starts one server, and a directory that names it and the entry that `stranger` gives. Call its members inside tests only. */
export function useOneDeployment(stranger: () => Promise<Entry>): OneDeployment {
  useFreshDatabase();
  let folder: string;
  let client: mongoose.mongo.MongoClient;
  let running: Started;
  before('a deployment', async function () {
    this.timeout(180_000);
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-one-'));
    const storage = join(folder, 'sao-mai');
    const { uri, database } = await testDatabase();
    const seeded = await provinceFor({ uri, database }, storage);
    const environment = environmentOf({ uri, database, storage, port: await freePort(), ports: [443] });
    await introduce(vanban, [environment], join(folder, 'authority'), [await stranger()]);
    client = await new mongoose.mongo.MongoClient(uri).connect();
    running = start({ environment, seeded, client });
    await running.server.ready();
  });
  after('end it', async () => {
    await running.leave();
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { deployment: () => running, authority: () => join(folder, 'authority') };
}
