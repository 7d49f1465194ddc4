import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request as requestOf,
  type ServerResponse,
} from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import type { KeyPair } from './line-certificates.ts';

/** What a line does to whoever speaks over it, and to whoever is spoken to. */
export const lineFaults = [
  ...(['refuse', 'wrong-certificate', 'blackhole', 'delay', 'reset', 'half-close'] as const),
  ...(['cut-reply', 'truncate', 'replay', 'reorder', 'corrupt-request', 'corrupt-reply'] as const),
] as const;
export type LineFault = (typeof lineFaults)[number];

/** What becomes of one connection: how it is faulty, at which of its requests, and how many it carries at most. */
export interface Plan {
  readonly fault: LineFault | 'none';
  readonly at: number;
  readonly life: number;
  /** How long a line is silent, late, or holds a request back. */
  readonly ms: number;
}

/** A request on its way, as it stands on the line in plain text. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

export interface Answered {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

export interface LineOptions {
  readonly port: number;
  /** The port of loopback at which a real server listens, asked for each request. */
  readonly target: () => number;
  /** What the line shows of itself, and what it shows where its certificate is wrong; without them it speaks plain HTTP. */
  readonly secure?: { readonly right: KeyPair; readonly wrong: KeyPair };
  readonly plan: () => Plan;
  /** Told of each request before it goes on, and once it was answered, before the answer goes back. */
  readonly onStep?: (passing: Passing, phase: 'before' | 'answered') => Promise<void>;
}

interface Connection {
  readonly raw: Socket;
  readonly plan: Plan;
  requests: number;
}

interface Struck {
  readonly line: FaultyLine;
  readonly connection: Connection;
  readonly passing: Passing;
  readonly response: ServerResponse;
}

/**
 * A line between two deployments, on loopback: it ends TLS, so that what it does is done to the plain text, and passes each request on to the
 * real server by a connection of its own.
 */
export class FaultyLine {
  /** How often each fault struck. */
  readonly struck = new Map<LineFault, number>();
  /** Attempts that were sent a second time, byte for byte, and were not refused. */
  readonly replaysTaken: string[] = [];
  plan: () => Plan;
  readonly #options: LineOptions;
  readonly #front: Server;
  readonly #http = createHttpServer((request, response) => void this.#serve(request, response));
  readonly #connections = new Map<object, Connection>();
  readonly #contexts: { readonly right: SecureContext; readonly wrong: SecureContext } | undefined;
  #passed = 0;

  private constructor(options: LineOptions) {
    this.#options = options;
    this.plan = options.plan;
    const { secure } = options;
    if (secure) this.#contexts = { right: createSecureContext(secure.right), wrong: createSecureContext(secure.wrong) };
    this.#front = createServer((socket) => this.#connect(socket));
  }

  static async open(options: LineOptions): Promise<FaultyLine> {
    const line = new FaultyLine(options);
    line.#front.listen(options.port, '127.0.0.1');
    await once(line.#front, 'listening');
    return line;
  }

  async end(): Promise<void> {
    for (const { raw } of this.#connections.values()) raw.destroy();
    this.#front.close();
    await once(this.#front, 'close');
  }

  /** Resolves when the real server has answered some other request, or the time is over. */
  async overtaken(ms: number): Promise<void> {
    const before = this.#passed;
    for (const until = performance.now() + ms; this.#passed === before && performance.now() < until; ) await wait(5);
  }

  /** Asks the real server; fails when it does not answer. `sent` is how much of the body it gets before the connection breaks. */
  async pass({ method, path, headers, body }: Passing, sent = body.length): Promise<Answered> {
    const request = requestOf({
      ...{ host: '127.0.0.1', port: this.#options.target(), agent: false, method, path },
      headers: [...headers],
    });
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    if (sent === body.length) request.end(body);
    else request.write(body.subarray(0, sent), () => request.destroy(new Error('The line cut it off')));
    const [answer] = await answered;
    const whole = await buffer(answer);
    this.#passed += 1;
    return { status: answer.statusCode ?? 0, headers: answer.rawHeaders, body: whole };
  }

  #connect(raw: Socket): void {
    // A connection that its other end breaks off is what this is about; whoever has a request on it fails by itself.
    raw.on('error', () => undefined);
    const plan = this.plan();
    if (plan.fault === 'refuse') {
      this.#note('refuse');
      raw.resetAndDestroy();
      return;
    }
    const stream = this.#secured(raw, plan);
    this.#connections.set(stream, { raw, plan, requests: 0 });
    raw.once('close', () => this.#connections.delete(stream));
    this.#http.emit('connection', stream);
  }

  #secured(raw: Socket, { fault }: Plan): Socket {
    if (!this.#contexts) return raw;
    const isWrong = fault === 'wrong-certificate';
    if (isWrong) this.#note('wrong-certificate');
    const secureContext = isWrong ? this.#contexts.wrong : this.#contexts.right;
    return new TLSSocket(raw, { isServer: true, secureContext }).on('error', () => raw.destroy());
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = this.#connections.get(request.socket);
    if (!connection) return;
    const { plan, raw } = connection;
    try {
      const { method = 'GET', url: path = '/', rawHeaders: headers } = request;
      const passing = { method, path, headers, body: await buffer(request) };
      connection.requests += 1;
      response.shouldKeepAlive = connection.requests < plan.life;
      await this.#options.onStep?.(passing, 'before');
      const strikes = plan.fault !== 'none' && connection.requests === plan.at;
      if (strikes) this.#note(plan.fault);
      const act = acts[strikes ? plan.fault : 'none'];
      await act({ line: this, connection, passing, response });
    } catch {
      raw.resetAndDestroy(); // the real server is away, or went away: so is this line
    }
  }

  /** Passes a request on and gives the answer, which is not on its way back yet. */
  async answerTo(passing: Passing): Promise<Answered> {
    const answer = await this.pass(passing);
    await this.#options.onStep?.(passing, 'answered');
    return answer;
  }

  #note(fault: LineFault | 'none'): void {
    if (fault !== 'none') this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
  }
}

async function passOn({ line, passing, response }: Struck): Promise<void> {
  reply(response, await line.answerTo(passing));
}

function reply(response: ServerResponse, { status, headers, body }: Answered): void {
  response.writeHead(status, headersOf(headers)).end(body);
}

/** The line says for itself how long its connections live. */
function headersOf(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = headers.slice(at, at + 2);
    if (!/^(connection|keep-alive|transfer-encoding)$/i.test(name)) kept.push(name, value);
  }
  return kept;
}

/** What each fault does to the request that it strikes. */
const acts: Readonly<Record<LineFault | 'none', (struck: Struck) => Promise<void>>> = {
  none: passOn,
  // Both strike a connection before it carries anything.
  refuse: passOn,
  'wrong-certificate': passOn,
  blackhole: async ({ connection: { raw, plan } }) => {
    await wait(plan.ms);
    raw.destroy();
  },
  delay: async (struck) => {
    await wait(struck.connection.plan.ms);
    await passOn(struck);
  },
  reset: async ({ connection }) => void connection.raw.resetAndDestroy(),
  'half-close': async ({ response }) => void response.socket?.end(),
  'cut-reply': async ({ line, connection, passing, response }) => {
    const { status, headers, body } = await line.answerTo(passing);
    response.writeHead(status, headersOf(headers));
    response.write(body.subarray(0, body.length / 2), () => connection.raw.resetAndDestroy());
  },
  // What has no body loses its answer instead.
  truncate: async ({ line, connection, passing }) => {
    await line.pass(passing, Math.floor(passing.body.length / 2));
    connection.raw.resetAndDestroy();
  },
  replay: async (struck) => {
    const { line, passing, response } = struck;
    const answer = await line.answerTo(passing);
    const again = await line.pass(passing);
    if (again.status < 400) line.replaysTaken.push(`${passing.method} ${passing.path} was answered ${again.status}`);
    reply(response, answer);
  },
  reorder: async (struck) => {
    await struck.line.overtaken(struck.connection.plan.ms);
    await passOn(struck);
  },
  'corrupt-request': async (struck) => {
    const { passing, connection } = struck;
    await passOn({ ...struck, passing: corrupted(passing, connection.plan.ms) });
  },
  'corrupt-reply': async ({ line, connection, passing, response }) => {
    const answer = await line.answerTo(passing);
    reply(response, { ...answer, body: withOtherBit(answer.body, connection.plan.ms) });
  },
};

/** The same request but for one bit of its body; without a body, of its path. */
function corrupted(passing: Passing, which: number): Passing {
  if (passing.body.length > 0) return { ...passing, body: withOtherBit(passing.body, which) };
  const last = passing.path.charCodeAt(passing.path.length - 1);
  return { ...passing, path: passing.path.slice(0, -1) + String.fromCharCode(last ^ 1) };
}

/** The same bytes but for one bit. */
function withOtherBit(bytes: Buffer, which: number): Buffer {
  const other = Buffer.from(bytes);
  const at = which % Math.max(bytes.length, 1);
  other[at] = (other[at] ?? 0) ^ (1 << (which % 8));
  return other;
}
