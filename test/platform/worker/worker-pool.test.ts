import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { DomainError } from '../../../server/platform/errors.ts';
import {
  runInWorker,
  startWorker,
  stopWorkers,
  type WorkerLimits,
} from '../../../server/platform/worker/worker-pool.ts';

const module = new URL('./worker-tasks.ts', import.meta.url);
const limits: WorkerLimits = { timeMs: 10_000, memoryMb: 300, maxOutputBytes: 1_000_000 };
const run = <T>(fn: string, args: unknown[] = [], changed: Partial<WorkerLimits> = {}): Promise<T> =>
  runInWorker<T>({ module, fn, args }, { ...limits, ...changed });

async function refusal(call: Promise<unknown>): Promise<DomainError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof DomainError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

/** The processes that this one has started. */
function children(): number[] {
  const all = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8');
  return all.split(' ').filter(Boolean).map(Number);
}

async function isGone(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 100; turn += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

describe('worker pool', function () {
  this.timeout(60_000);
  afterEach(() => stopWorkers());

  it('runs a function in another process and carries bytes both ways', async () => {
    expect(await run('add', [2, 3])).to.equal(5);
    expect(await run('processId')).to.not.equal(process.pid);
    const bytes = Uint8Array.from([0, 255, 7]);
    expect([...(await run<Uint8Array>('echo', [bytes]))]).to.deep.equal([...bytes]);
  });

  it('hands a refusal over as it was thrown, and a failure with its message', async () => {
    const error = await refusal(run('refuse'));
    expect(error).to.include({ kind: 'invalid', code: 'bad-page', message: 'Page 3 is missing' });
    expect(error.details.extra).to.deep.equal({ page: 3 });
    const failure: unknown = await run('fail').catch((reason: unknown) => reason);
    expect(failure).to.be.instanceOf(Error).and.not.instanceOf(DomainError);
    expect(String(failure)).to.contain('nobody foresaw this');
    expect(await run('add', [1, 1])).to.equal(2);
  });

  it('refuses endless work as too complex, ends its process, and serves the next call', async () => {
    const pid = await run<number>('processId');
    expect(await refusal(run('spin', [], { timeMs: 300 }))).to.include({ kind: 'invalid', code: 'too-complex' });
    expect(await isGone(pid)).to.equal(true);
    expect(await run('add', [1, 2])).to.equal(3);
  });

  it('refuses work that takes too much memory, in buffers or in objects', async () => {
    expect((await refusal(run('hoard', [], { memoryMb: 200 }))).code).to.equal('too-complex');
    expect((await refusal(run('hoardObjects', [], { memoryMb: 200, timeMs: 30_000 }))).code).to.equal('too-complex');
  });

  it('refuses a result beyond the output limit', async () => {
    expect((await refusal(run('large', [2_000_000]))).code).to.equal('too-complex');
    expect(await run<Uint8Array>('large', [1_000])).to.have.length(1_000);
  });

  it('reports a crash of the process and starts a new one for the next call', async () => {
    expect(await refusal(run('crash'))).to.include({ kind: 'internal', code: 'worker-crashed' });
    expect(await run('add', [1, 2])).to.equal(3);
  });

  it('starts a process ahead of its first call, and no second one', async () => {
    const before = children();
    startWorker({ module, limits });
    startWorker({ module, limits });
    const started = children().filter((pid) => !before.includes(pid));
    expect(started).to.have.length(1);
    expect(await run('processId')).to.equal(started[0]);
  });

  it('replaces a process after the agreed number of calls', async () => {
    const pids: number[] = [];
    for (let call = 0; call < 4; call += 1) pids.push(await run<number>('processId', [], { callsPerProcess: 2 }));
    expect(pids[0]).to.equal(pids[1]);
    expect(pids[2]).to.equal(pids[3]).and.not.equal(pids[0]);
  });

  it('replaces a process that keeps most of its memory', async () => {
    const pids: number[] = [];
    // Between 85 % and all of it, whatever this Node takes for itself (60 to 90 MB).
    for (let call = 0; call < 2; call += 1) pids.push(await run<number>('keep', [310_000_000], { memoryMb: 400 }));
    expect(pids[0]).to.not.equal(pids[1]);
  });

  it('refuses with a time to try again when too many calls wait, and serves the others', async () => {
    const calls = Array.from({ length: 80 }, (_, index) => run<number>('add', [index, 0]));
    const settled = await Promise.allSettled(calls);
    const refused = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).to.have.length(15);
    expect(refused[0]).to.include({ kind: 'unavailable', code: 'workers-busy' });
    expect(refused[0].details.retryAfter).to.be.greaterThan(0);
    expect(settled[64]).to.deep.equal({ status: 'fulfilled', value: 64 });
  });

  it('lets running calls finish when it stops, and leaves no process behind', async () => {
    const pid = await run<number>('processId');
    const last = run<number>('add', [20, 3]);
    await stopWorkers();
    expect(await last).to.equal(23);
    expect(await isGone(pid)).to.equal(true);
  });

  it('stops although a call would go on for long, which is told to try again elsewhere', async () => {
    const pid = await run<number>('processId');
    const endless = refusal(run('spin'));
    const waiting = refusal(run('add', [1, 1]));
    await stopWorkers(50);
    expect(await endless).to.include({ kind: 'unavailable', code: 'stopping' });
    expect(await waiting).to.include({ kind: 'unavailable', code: 'stopping' });
    expect(await isGone(pid)).to.equal(true);
  });

  it('serves each lane with processes of its own, whatever the others wait for', async () => {
    const endless = refusal(run('spin', [], { lane: 'strangers' }));
    expect(await run('add', [1, 2], { lane: 'people' })).to.equal(3);
    await stopWorkers(0);
    expect(await endless).to.include({ code: 'stopping' });
  });

  it('lets calls that somebody waits for go before those of their lane that nobody does', async () => {
    const ended: number[] = [];
    const call = async (name: number, limits: Partial<WorkerLimits>) => ended.push(await run('add', [name, 0], limits));
    await Promise.all([call(1, {}), call(2, { lastInLine: true }), call(3, { lastInLine: true }), call(4, {})]);
    expect(ended).to.deep.equal([1, 4, 2, 3]);
  });

  it('starts another process for a call that has waited for long, and for no other', async () => {
    const joining = (joinsAfterMs: number) => ({ processes: 2, joinsAfterMs });
    const short = Array.from({ length: 3 }, () => run<number>('processId', [], joining(60_000)));
    expect(new Set(await Promise.all(short)).size).to.equal(1);
    const endless = refusal(run('spin', [], joining(1)));
    expect(await run('add', [1, 2], joining(1))).to.equal(3);
    await stopWorkers(0);
    expect(await endless).to.include({ code: 'stopping' });
  });

  it('gives a lane that yields the lowest priority', async () => {
    expect(await run('priority', [], { lane: 'strangers', yielding: true })).to.equal(19);
    expect(await run('priority')).to.equal(0);
  });

  it('drops a call whose asker has gone, waiting or running', async () => {
    const gone = new AbortController();
    const leaving = <T>(fn: string, args: unknown[]) =>
      runInWorker<T>({ module, fn, args, signal: gone.signal }, limits);
    const pid = await run<number>('processId');
    const running = refusal(leaving('spin', []));
    const waiting = refusal(leaving('add', [1, 1]));
    const another = run('add', [2, 2]);
    gone.abort();
    expect(await running).to.include({ code: 'client-gone' });
    expect(await waiting).to.include({ code: 'client-gone' });
    expect(await refusal(leaving('add', [1, 1]))).to.include({ code: 'client-gone' });
    expect(await another).to.equal(4);
    expect(await isGone(pid)).to.equal(true);
  });

  it('reads a file in the worker process, not here', async () => {
    expect(await run('length', [{ workerFile: fileURLToPath(import.meta.url) }])).to.equal(
      statSync(fileURLToPath(import.meta.url)).size,
    );
  });

  it('keeps the secrets of the server out of the process', async () => {
    process.env.VANBAN_TEST_SECRET = 'x';
    expect(await run<string[]>('environment')).to.not.include('VANBAN_TEST_SECRET');
    delete process.env.VANBAN_TEST_SECRET;
  });

  it('never outlives a server that was killed, even amid an endless call', async () => {
    const script = `
      import { runInWorker } from './server/platform/worker/worker-pool.ts';
      const limits = { timeMs: 600000, memoryMb: 300, maxOutputBytes: 1000 };
      const module = '${module.href}';
      console.log(await runInWorker({ module, fn: 'processId', args: [] }, limits));
      await runInWorker({ module, fn: 'spin', args: [] }, limits);`;
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    const server = spawn(
      process.execPath,
      ['--import', './server/platform/typescript.mjs', '--input-type=module', '-e', script],
      { cwd: root },
    );
    const [line] = await once(server.stdout, 'data');
    const pid = Number(String(line));
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect(await isGone(pid)).to.equal(true);
  });

  it('does not keep a server alive that has nothing else to do', async () => {
    const script = `
      import { runInWorker } from './server/platform/worker/worker-pool.ts';
      const limits = { timeMs: 10000, memoryMb: 300, maxOutputBytes: 1000 };
      console.log(await runInWorker({ module: '${module.href}', fn: 'add', args: [1, 2] }, limits));`;
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    const server = spawn(
      process.execPath,
      ['--import', './server/platform/typescript.mjs', '--input-type=module', '-e', script],
      { cwd: root },
    );
    expect(await once(server, 'exit')).to.deep.equal([0, null]);
  });
});
