import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { Supervisor } from '../../../server/platform/mongod/mongod-supervisor.ts';
import { identifyProcess } from '../../../server/platform/state/process-identity.ts';

describe('the supervisor', () => {
  it('leaves no second child behind when a restart cannot be noted, as on a full disk', async () => {
    const spawned: number[] = [];
    const news = new EventEmitter();
    const supervisor = new Supervisor({
      command: process.execPath,
      args: ['-e', 'setInterval(() => undefined, 1_000)'],
      onSpawn: async (pid) => {
        spawned.push(pid);
        news.emit('spawned');
        if (spawned.length === 2) throw new Error('ENOSPC: no space left on device');
      },
    });
    await supervisor.start(async () => undefined);
    process.kill(spawned[0] ?? 0, 'SIGKILL');
    while (spawned.length < 3) await once(news, 'spawned');
    expect(spawned.filter((pid) => identifyProcess(pid) !== undefined)).to.deep.equal([spawned[2]]);
    await supervisor.stop();
    expect(spawned.filter((pid) => identifyProcess(pid) !== undefined)).to.deep.equal([]);
  });

  it('knows of a first child that ended before it was noted', async () => {
    const supervisor = new Supervisor({
      command: process.execPath,
      args: ['-e', 'process.exit(14)'],
      onSpawn: goneOf,
    });
    let reason = '';
    await supervisor
      .start(async (ended) => {
        reason = await ended;
        throw new Error('did not start');
      })
      .catch(() => undefined);
    expect(reason).to.equal('code 14, signal -');
  });
});

/** Resolves once no process of this number runs, its parent told. */
async function goneOf(pid: number): Promise<void> {
  while (identifyProcess(pid) !== undefined) await wait(5);
  await wait(20);
}
