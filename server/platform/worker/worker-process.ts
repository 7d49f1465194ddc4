import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import { z } from 'zod';
import { DomainError, type ErrorKind, statusOfKind } from '../errors.ts';
import { nodeArguments } from '../program.ts';

/**
 * A file as an argument: the worker process reads it and hands its bytes to the function, so that they never pass through the memory of
 * the server.
 */
export interface WorkerFile {
  readonly workerFile: string;
}

/** What one worker process may use. */
export interface ProcessLimits {
  readonly memoryMb: number;
  readonly yielding?: true;
}

/** One call that the parent asks of a worker process. */
export interface WorkerRequest {
  readonly fn: string;
  readonly args: readonly unknown[];
  readonly maxOutputBytes: number;
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null(), z.undefined()]);
// A worker reads hostile files, so what it says is checked like any other input.
const workerReply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('value'), value: z.instanceof(Uint8Array), usedMb: z.number() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  z.object({
    type: z.literal('refused'),
    kind: z.custom<ErrorKind>((kind) => typeof kind === 'string' && Object.hasOwn(statusOfKind, kind)),
    code: z.string(),
    message: z.string(),
    details: z.object({
      fields: z
        .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
        .readonly()
        .exactOptional(),
      retryAfter: z.number().exactOptional(),
      extra: z.record(z.string(), scalar).exactOptional(),
    }),
  }),
]);

/** What a worker process answers. */
export type WorkerReply = z.infer<typeof workerReply>;

const entry = fileURLToPath(new URL('./worker-child.ts', import.meta.url));
const startLimitMs = 30_000;
/** A process that keeps more of its memory than this from earlier calls is replaced before it fails at a greater one. */
const wornPart = 0.85;

/** Secrets of the server's environment stay out of the process that reads hostile files. */
function childEnvironment(): NodeJS.ProcessEnv {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ', 'NODE_ENV', 'NODE_V8_COVERAGE'];
  return Object.fromEntries(
    passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

/** One child process that runs the functions of one module, one call at a time; it never keeps the server alive while idle. */
export class WorkerProcess {
  served = 0;
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;
  readonly #memoryMb: number;
  #usedMb = 0;
  #errorOutput = '';
  #waiting: { resolve(reply: WorkerReply): void; reject(error: Error): void } | undefined;
  #end: DomainError | undefined;

  constructor(moduleUrl: string, { memoryMb, yielding }: ProcessLimits) {
    this.#memoryMb = memoryMb;
    this.#child = fork(entry, [moduleUrl, String(memoryMb), String(process.pid)], {
      execArgv: [...nodeArguments, `--max-old-space-size=${memoryMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: childEnvironment(),
    });
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#errorOutput = (this.#errorOutput + text.toString()).slice(-4_000);
    });
    this.#child.on('message', (message) => this.#receive(message));
    this.#child.on('error', (error) => this.#crashed(error.message));
    this.ended = this.#watchEnd().catch((error: unknown) => this.#crashed(String(error)));
    if (yielding && this.#child.pid !== undefined) setPriority(this.#child.pid, constants.priority.PRIORITY_LOW);
    this.#ready = this.#exchange(startLimitMs);
    // Whoever runs the first task sees this failure; an unused start must not end the server.
    this.#ready.catch(() => undefined);
  }

  get alive(): boolean {
    return this.#end === undefined;
  }

  /** Whether it keeps so much from earlier calls that a fresh process should serve the next one. */
  get isWorn(): boolean {
    return this.#usedMb > this.#memoryMb * wornPart;
  }

  /** Runs one call; a call beyond its time or memory ends the process and is refused as too complex. */
  async run(request: WorkerRequest, timeMs: number): Promise<unknown> {
    this.#hold(true);
    try {
      await this.#ready;
      const answer = this.#exchange(timeMs);
      this.#child.send(request, (error) => error && this.#crashed(error.message));
      const reply = await answer;
      this.served += 1;
      if (reply.type === 'value') {
        this.#usedMb = reply.usedMb;
        return deserialize(reply.value);
      }
      if (reply.type === 'refused') throw new DomainError(reply.kind, reply.code, reply.message, reply.details);
      throw new Error(`A worker failed: ${reply.type === 'failed' ? reply.message : 'unexpected reply'}`);
    } finally {
      this.#hold(false);
    }
  }

  /** Ends the process at once; the call it works on is refused with `why`. */
  end(why: DomainError): void {
    this.#settleEnd(why);
    this.#child.kill('SIGKILL');
  }

  /** Lets the process end by itself; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#hold(true);
    if (this.#child.connected) this.#child.disconnect();
    const impatience = setTimeout(() => this.#child.kill('SIGKILL'), 2_000);
    await this.ended;
    clearTimeout(impatience);
  }

  async #watchEnd(): Promise<void> {
    const errors = this.#child.stderr;
    const lastWords = errors && once(errors, 'close');
    const [code, signal]: unknown[] = await once(this.#child, 'exit');
    // The last words of a crash may arrive after its exit; a grandchild that keeps the pipe open is not waited for.
    await Promise.race([lastWords, delay(200, undefined, { ref: false })]);
    // The watchdog of the child says "too much memory" by SIGUSR2; V8 says it in words.
    const outOfMemory = signal === 'SIGUSR2' || /heap out of memory|Allocation failed/.test(this.#errorOutput);
    const reason = `ended with ${signal ?? code}: ${this.#errorOutput}`;
    if (outOfMemory) this.#settleEnd(this.#tooComplex(reason));
    else this.#crashed(reason);
  }

  #exchange(timeMs: number): Promise<WorkerReply> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end(this.#tooComplex(`took longer than ${timeMs} ms`)), timeMs);
      const settle =
        <V>(use: (value: V) => void) =>
        (value: V) => {
          clearTimeout(timer);
          this.#waiting = undefined;
          use(value);
        };
      this.#waiting = { resolve: settle(resolve), reject: settle(reject) };
      if (this.#end !== undefined) this.#waiting.reject(this.#end);
    });
  }

  #receive(message: unknown): void {
    const reply = workerReply.safeParse(message);
    if (reply.success) this.#waiting?.resolve(reply.data);
    else {
      this.#crashed('sent an unreadable message');
      this.#child.kill('SIGKILL');
    }
  }

  #settleEnd(why: DomainError): void {
    this.#end ??= why;
    this.#waiting?.reject(this.#end);
  }

  #crashed(reason: string): void {
    const message = 'The process that did this work ended unexpectedly';
    this.#settleEnd(new DomainError('internal', 'worker-crashed', message, { cause: this.#causeOf(reason) }));
  }

  #tooComplex(reason: string): DomainError {
    const message = 'This needs more time or memory than one document may take';
    return new DomainError('invalid', 'too-complex', message, { cause: this.#causeOf(reason) });
  }

  #causeOf(reason: string): Error {
    return new Error(`Worker process ${this.#child.pid} ${reason}`);
  }

  /** While a call runs the process is waited for; otherwise the server may exit without it. */
  #hold(busy: boolean): void {
    const act = busy ? 'ref' : 'unref';
    this.#child[act]();
    this.#child.channel?.[act]();
    const errors = this.#child.stderr;
    if (errors instanceof Socket) errors[act]();
  }
}
