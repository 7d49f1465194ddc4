import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../errors.ts';
import type { WorkerFile, WorkerReply, WorkerRequest } from './worker-process.ts';

/*
 * Entry of a worker process: loads one module, then runs its functions one at a time for the parent.
 * A busy loop in a task blocks this thread, so memory and orphanhood are watched from a second one.
 */
const [moduleUrl, memoryMb, parentId] = process.argv.slice(2);
if (moduleUrl === undefined || memoryMb === undefined)
  throw new Error('A worker needs its module and its memory limit');

const watchdog = `
setInterval(() => {
  if (process.ppid !== ${Number(parentId)}) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > ${Number(memoryMb)} * 1048576) process.kill(process.pid, 'SIGUSR2');
}, 100);`;
const watch = new Worker(watchdog, { eval: true, execArgv: [], env: {} });
await once(watch, 'online');
watch.unref();

// Ctrl-C reaches the whole process group: the parent decides when a worker ends, by closing the channel.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));

const isFile = (argument: unknown): argument is WorkerFile =>
  typeof argument === 'object' && argument !== null && 'workerFile' in argument;

/** How much memory this process uses, or has used at most where that leaves room: the exact figure is a file to read. */
function usedMb(): number {
  const mostMb = process.resourceUsage().maxRSS / 1_024;
  return mostMb < Number(memoryMb) * 0.8 ? mostMb : process.memoryUsage.rss() / 1_048_576;
}

const reply = (message: WorkerReply): void => void process.send?.(message);
const functions: Record<string, unknown> = await import(moduleUrl);

async function run(request: WorkerRequest): Promise<WorkerReply> {
  try {
    const work = functions[request.fn];
    if (typeof work !== 'function') throw new Error(`${moduleUrl} exports no function ${request.fn}`);
    // Nothing else goes on here meanwhile, and the turns of a read that waits in line cost more than the read.
    const args = request.args.map((argument) => (isFile(argument) ? readFileSync(argument.workerFile) : argument));
    const value = serialize(await work(...args));
    if (value.byteLength > request.maxOutputBytes) {
      throw new DomainError('invalid', 'too-complex', 'The result is larger than the limit allows');
    }
    return { type: 'value', value, usedMb: usedMb() };
  } catch (error) {
    if (error instanceof DomainError) {
      const { cause: _, ...details } = error.details;
      return { type: 'refused', kind: error.kind, code: error.code, message: error.message, details };
    }
    return { type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on('message', (request: WorkerRequest) => void run(request).then(reply));
reply({ type: 'ready' });
