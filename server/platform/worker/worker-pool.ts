import { clientGone, DomainError } from '../errors.ts';
import { WorkerProcess, type WorkerRequest } from './worker-process.ts';

/** A call to an exported function of a module, by values that structured clone can carry, and by `WorkerFile`s. */
export interface WorkerTask {
  readonly module: URL | string;
  readonly fn: string;
  readonly args: readonly unknown[];
  /** Aborts the call: one that waits leaves the queue, one that runs ends with its process. */
  readonly signal?: AbortSignal | undefined;
}

/** What one call may use, and how the processes behind it are kept. */
export interface WorkerLimits {
  readonly timeMs: number;
  readonly memoryMb: number;
  readonly maxOutputBytes: number;
  /** Name of a group of calls with worker processes of its own, so that calls of other lanes never wait for these. */
  readonly lane?: string;
  /** Whether calls of the same lane that are not so go first: for work that nobody sits and waits for. */
  readonly lastInLine?: true;
  /** Processes at once for this module and lane; 1 unless told. */
  readonly processes?: number;
  /** So long a call waits before another process starts for it; 2 s unless told, since a start takes longer than most calls. */
  readonly joinsAfterMs?: number;
  /** Whether others come first when processors are short. */
  readonly yielding?: true;
  /** A process that has served this many calls is replaced; one that keeps most of its memory is replaced anyway. */
  readonly callsPerProcess?: number;
}

/** The worker processes of one module. */
export interface WorkerKind {
  readonly module: URL | string;
  readonly limits: WorkerLimits;
}

interface WaitingCall {
  readonly request: WorkerRequest;
  readonly limits: WorkerLimits;
  readonly signal: AbortSignal | undefined;
  hasWaited: boolean;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const queueLimit = 64;
const idleMs = 60_000;
const joinsAfterMs = 2_000;

/** The processes of one module and lane, and the calls that wait for one of them. */
class WorkerPool {
  readonly #moduleUrl: string;
  readonly #limits: WorkerLimits;
  readonly #queue: WaitingCall[] = [];
  readonly #idle: WorkerProcess[] = [];
  readonly #running = new Map<WorkerProcess, Promise<void>>();
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(moduleUrl: string, limits: WorkerLimits) {
    this.#moduleUrl = moduleUrl;
    this.#limits = limits;
  }

  run(request: WorkerRequest, limits: WorkerLimits, signal: AbortSignal | undefined): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(clientGone());
    if (this.#queue.length >= queueLimit) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const call = { request, limits, signal, hasWaited: false, resolve, reject };
      signal?.addEventListener('abort', () => this.#forget(call), { once: true });
      this.#queue.splice(this.#placeOf(call), 0, call);
      this.#startNext();
      if (this.#queue.includes(call)) this.#lookAgain(call);
    });
  }

  #placeOf({ limits: { lastInLine } }: WaitingCall): number {
    const first = lastInLine ? -1 : this.#queue.findIndex(({ limits }) => limits.lastInLine);
    return first === -1 ? this.#queue.length : first;
  }

  /** Starts a process if there is none yet. */
  start(): void {
    if (this.#idle.length + this.#running.size > 0) return;
    this.#idle.push(new WorkerProcess(this.#moduleUrl, this.#limits));
    this.#startNext();
  }

  async stop(patienceMs: number): Promise<void> {
    clearTimeout(this.#idleTimer);
    for (const call of this.#queue.splice(0)) call.reject(stopping());
    const impatience = setTimeout(() => {
      for (const process of this.#running.keys()) process.end(stopping());
    }, patienceMs);
    await Promise.all(this.#running.values());
    clearTimeout(impatience);
    await Promise.all(this.#idle.splice(0).map((process) => process.stop()));
  }

  #lookAgain(call: WaitingCall): void {
    const look = () => {
      call.hasWaited = true;
      this.#startNext();
    };
    setTimeout(look, call.limits.joinsAfterMs ?? joinsAfterMs).unref();
  }

  #forget(call: WaitingCall): void {
    const place = this.#queue.indexOf(call);
    if (place === -1) return;
    this.#queue.splice(place, 1);
    call.reject(clientGone());
  }

  #startNext(): void {
    clearTimeout(this.#idleTimer);
    for (;;) {
      const call = this.#queue[0];
      if (call === undefined) break;
      const process = this.#takeProcess(call.hasWaited ? (call.limits.processes ?? 1) : 1);
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
    return this.#running.size < most ? new WorkerProcess(this.#moduleUrl, this.#limits) : undefined;
  }

  async #serve(process: WorkerProcess, { request, limits, signal, resolve, reject }: WaitingCall): Promise<void> {
    const leave = () => process.end(clientGone());
    signal?.addEventListener('abort', leave, { once: true });
    try {
      resolve(await process.run(request, limits.timeMs));
    } catch (error) {
      reject(error);
    }
    signal?.removeEventListener('abort', leave);
    this.#running.delete(process);
    const isSpent = process.served >= (limits.callsPerProcess ?? Number.POSITIVE_INFINITY);
    if (isSpent || process.isWorn) void process.stop();
    else if (process.alive) this.#idle.push(process);
    this.#startNext();
  }

  #dismissIdle(): void {
    for (const process of this.#idle.splice(0)) void process.stop();
  }
}

function busy(): DomainError {
  const message = 'Too many documents are being worked on; try again in a moment';
  return new DomainError('unavailable', 'workers-busy', message, { retryAfter: 2 });
}

function stopping(): DomainError {
  return new DomainError('unavailable', 'stopping', 'The server is stopping', { retryAfter: 5 });
}

const pools = new Map<string, WorkerPool>();

/**
 * Runs slow or dangerous work in a separate process: beyond its time, memory or output it is refused as
 * `too-complex`, a crash costs this call only, and a full queue is refused as `workers-busy`.
 */
export async function runInWorker<T>({ module, fn, args, signal }: WorkerTask, limits: WorkerLimits): Promise<T> {
  const pool = poolOf(module, limits);
  return (await pool.run({ fn, args, maxOutputBytes: limits.maxOutputBytes }, limits, signal)) as T;
}

/** Starts a worker process ahead of its first call, which then need not wait for it; one that nobody calls soon ends again. */
export function startWorker({ module, limits }: WorkerKind): void {
  poolOf(module, limits).start();
}

function poolOf(module: URL | string, limits: WorkerLimits): WorkerPool {
  const moduleUrl = String(module);
  const key = `${moduleUrl} ${limits.memoryMb} ${limits.lane ?? ''}`;
  const pool = pools.get(key) ?? new WorkerPool(moduleUrl, limits);
  pools.set(key, pool);
  return pool;
}

/** Refuses what waits, lets running calls finish for so long, and ends every worker process; a later call starts new ones. */
export async function stopWorkers(patienceMs = 20_000): Promise<void> {
  const stopping = [...pools.values()];
  pools.clear();
  await Promise.all(stopping.map((pool) => pool.stop(patienceMs)));
}
