import { DomainError } from '../errors.ts';
import { WorkerProcess, type WorkerRequest } from './worker-process.ts';

/** A call to an exported function of a module, by values that structured clone can carry. */
export interface WorkerTask {
  readonly module: URL | string;
  readonly fn: string;
  readonly args: readonly unknown[];
}

/** What one call may use, and how the processes behind it are kept. */
export interface WorkerLimits {
  readonly timeMs: number;
  readonly memoryMb: number;
  readonly maxOutputBytes: number;
  /** Processes at once for this module; 1 unless told. */
  readonly processes?: number;
  /** A process that has served this many calls is replaced; one that keeps most of its memory is replaced anyway. */
  readonly callsPerProcess?: number;
}

interface WaitingCall {
  readonly request: WorkerRequest;
  readonly limits: WorkerLimits;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const queueLimit = 64;
const idleMs = 60_000;

/** The processes of one module, and the calls that wait for one of them. */
class WorkerPool {
  readonly #moduleUrl: string;
  readonly #memoryMb: number;
  readonly #queue: WaitingCall[] = [];
  readonly #idle: WorkerProcess[] = [];
  readonly #running = new Map<WorkerProcess, Promise<void>>();
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(moduleUrl: string, memoryMb: number) {
    this.#moduleUrl = moduleUrl;
    this.#memoryMb = memoryMb;
  }

  run(request: WorkerRequest, limits: WorkerLimits): Promise<unknown> {
    if (this.#queue.length >= queueLimit) {
      return Promise.reject(
        new DomainError(
          'unavailable',
          'workers-busy',
          'Too many documents are being worked on; try again in a moment',
          {
            retryAfter: 2,
          },
        ),
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, limits, resolve, reject });
      this.#startNext();
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    for (const call of this.#queue.splice(0)) {
      call.reject(new DomainError('unavailable', 'stopping', 'The server is stopping', { retryAfter: 5 }));
    }
    await Promise.all(this.#running.values());
    await Promise.all(this.#idle.splice(0).map((process) => process.stop()));
  }

  #startNext(): void {
    clearTimeout(this.#idleTimer);
    for (;;) {
      const call = this.#queue[0];
      if (call === undefined) break;
      const process = this.#takeProcess(call.limits.processes ?? 1);
      if (process === undefined) return;
      this.#queue.shift();
      this.#running.set(process, this.#serve(process, call));
    }
    this.#idleTimer = setTimeout(() => this.#dismissIdle(), idleMs).unref();
  }

  #takeProcess(most: number): WorkerProcess | undefined {
    for (let process = this.#idle.pop(); process !== undefined; process = this.#idle.pop()) {
      if (process.alive) return process;
    }
    return this.#running.size < most ? new WorkerProcess(this.#moduleUrl, this.#memoryMb) : undefined;
  }

  async #serve(process: WorkerProcess, call: WaitingCall): Promise<void> {
    try {
      call.resolve(await process.run(call.request, call.limits.timeMs));
    } catch (error) {
      call.reject(error);
    }
    this.#running.delete(process);
    const isSpent = process.served >= (call.limits.callsPerProcess ?? Number.POSITIVE_INFINITY);
    if (isSpent || process.isWorn) void process.stop();
    else if (process.alive) this.#idle.push(process);
    this.#startNext();
  }

  #dismissIdle(): void {
    for (const process of this.#idle.splice(0)) void process.stop();
  }
}

const pools = new Map<string, WorkerPool>();

/**
 * Runs slow or dangerous work in a separate process (DESIGN D14): beyond its time, memory or output it is refused as
 * `too-complex`, a crash costs this call only, and a full queue is refused as `workers-busy`.
 */
export async function runInWorker<T>(task: WorkerTask, limits: WorkerLimits): Promise<T> {
  const moduleUrl = String(task.module);
  const key = `${moduleUrl} ${limits.memoryMb}`;
  const pool = pools.get(key) ?? new WorkerPool(moduleUrl, limits.memoryMb);
  pools.set(key, pool);
  const request = { fn: task.fn, args: task.args, maxOutputBytes: limits.maxOutputBytes };
  return (await pool.run(request, limits)) as T;
}

/** Refuses what waits, lets running calls finish, and ends every worker process; a later call starts new ones. */
export async function stopWorkers(): Promise<void> {
  const stopping = [...pools.values()];
  pools.clear();
  await Promise.all(stopping.map((pool) => pool.stop()));
}
