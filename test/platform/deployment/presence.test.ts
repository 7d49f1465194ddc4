import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { rowsOf } from '../../../server/platform/database/store.ts';
import { Presence, type PresenceOptions } from '../../../server/platform/deployment/presence.ts';
import {
  ALIVE_MS,
  processes,
  runningProcesses,
  runningWorkers,
} from '../../../server/platform/deployment/processes.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('processes of one deployment', () => {
  useFreshDatabase({ each: true });
  let folder: string;
  const entered: Presence[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-presence-'));
  });
  afterEach(async () => {
    for (const presence of entered.splice(0)) await presence.leave();
    await rm(folder, { recursive: true, force: true });
  });

  const enter = async (storage: string, role: PresenceOptions['role'], host = storage) => {
    const presence = await Presence.enter({ storageFolder: join(folder, storage), role, host, patienceMs: 50 });
    entered.push(presence);
    return presence;
  };
  /** As if everybody had fallen silent a while ago. */
  const silence = () => rowsOf(processes).updateMany({}, { $set: { seenAt: new Date(Date.now() - ALIVE_MS - 5_000) } });

  it('see each other in a storage they share, and leave nothing when they end', async () => {
    const web = await enter('shared', 'web', 'web-1');
    await enter('shared', 'worker', 'worker-1');
    await web.look();
    expect([web.hasWorker, web.sharesStorage]).to.deep.equal([true, true]);
    expect((await runningProcesses()).map(({ host }) => host).sort()).to.deep.equal(['web-1', 'worker-1']);
    for (const presence of entered.splice(0)) await presence.leave();
    expect(await runningProcesses()).to.deep.equal([]);
    expect(await readdir(join(folder, 'shared', 'processes'))).to.deep.equal([]);
  });

  it('do not start with storages of their own, even when these bear the same mark', async () => {
    await enter('one', 'all', 'web-1');
    const failure = await enter('other', 'web').catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StartUpFailure);
    expect(String(failure)).to.include('web-1').and.include('STORAGE_DIR');
    expect(await runningProcesses()).to.have.length(1);
  });

  it('notice when they no longer share it', async () => {
    const web = await enter('shared', 'web');
    await enter('shared', 'worker');
    await rm(join(folder, 'shared', 'processes'), { recursive: true });
    await web.look();
    expect(web.sharesStorage).to.equal(false);
  });

  it('start beside one that was killed elsewhere, and clear away what it left', async () => {
    await enter('one', 'all');
    await silence();
    await enter('other', 'web');
    await silence();
    entered.splice(0);
    const next = await enter('other', 'worker');
    expect(await readdir(join(folder, 'other', 'processes'))).to.have.length(1);
    expect(next.hasWorker).to.equal(true);
  });

  it('know when no worker runs, and when one runs again', async () => {
    const web = await enter('shared', 'web');
    await web.look();
    expect([web.hasWorker, await runningWorkers()]).to.deep.equal([false, 0]);
    await enter('shared', 'worker');
    await web.look();
    expect([web.hasWorker, await runningWorkers()]).to.deep.equal([true, 1]);
  });
});
