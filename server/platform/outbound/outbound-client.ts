import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createSecureContext, rootCertificates, TLSSocket } from 'node:tls';
import { DomainError } from '../errors.ts';
import { guardedLookup } from '../networks.ts';
import { type Endpoint, type EndpointRules, endpointOf, hostForbidden } from './endpoint.ts';
import { atMost, exactly, Pace } from './pace.ts';

export interface OutboundRules extends EndpointRules {
  /** Certificates (PEM) of authorities that are believed beside those that Node brings. */
  readonly authorities?: readonly string[];
  /** How long a whole answer may take once the request was sent, and how long 64 KiB of a long body. */
  readonly patienceMs?: number;
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | SizedStream;
}

/** Bytes whose number is known before they flow. */
export interface SizedStream {
  readonly stream: AsyncIterable<Uint8Array>;
  readonly size: number;
}

/** What the other side said, whatever it was: whether it makes sense is for whoever asked. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export const MOST_ANSWER_BYTES = 1024 ** 2;
const PATIENCE_MS = 30_000;

/**
 * Asks other deployments over HTTPS. Every name is looked up once for each connection, and the connection goes to exactly the addresses
 * that were looked at, so that a name cannot point elsewhere in between. Redirects are answers like others: nothing is followed. Refuses with
 * `endpoint-forbidden` what may not be asked, with `partner-certificate-refused` where nothing was sent because the certificate of the other
 * side is not believed, with `partner-unanswered` what brought no whole answer in time – nobody knows then whether the request was acted on.
 */
export class OutboundClient {
  readonly #rules: OutboundRules;
  readonly #plain = new HttpAgent({ keepAlive: true });
  readonly #secure: HttpsAgent;

  constructor(rules: OutboundRules) {
    this.#rules = rules;
    this.#secure = new HttpsAgent({ keepAlive: true, minVersion: 'TLSv1.2', ...trusting(rules.authorities) });
  }

  /** Asks, and reads an answer of at most 1 MiB. */
  async request(asked: OutboundRequest): Promise<Answer> {
    return await this.#exchange(asked, whole);
  }

  /**
   * Asks for a file, or a part of one, of `size` bytes, and gives them to `take` as they come: the stream fails when there are more or fewer,
   * or when they come too slowly. Another answer than 200 or 206 is given back like that of `request`.
   */
  async download<T>(
    asked: OutboundRequest,
    size: number,
    take: (bytes: Readable) => Promise<T>,
  ): Promise<Answer | { readonly taken: T }> {
    return await this.#download(asked, (answer, pace) => exactly(answer, size, pace), take);
  }

  /** The same for a file of which nobody said how long it is: of at most so many bytes. */
  async downloadUpTo<T>(
    asked: OutboundRequest,
    most: number,
    take: (bytes: Readable) => Promise<T>,
  ): Promise<Answer | { readonly taken: T }> {
    return await this.#download(asked, (answer, pace) => atMost(answer, most, pace), take);
  }

  async #download<T>(
    asked: OutboundRequest,
    bounded: (answer: IncomingMessage, pace: Pace) => AsyncIterable<Uint8Array>,
    take: (bytes: Readable) => Promise<T>,
  ): Promise<Answer | { readonly taken: T }> {
    return await this.#exchange(asked, async (answer, pace) => {
      if (answer.statusCode !== 200 && answer.statusCode !== 206) return await whole(answer);
      return { taken: await take(Readable.from(bounded(answer, pace), { objectMode: false })) };
    });
  }

  /** Ends the connections that are kept for the next question. */
  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  async #exchange<T>(asked: OutboundRequest, read: (answer: IncomingMessage, pace: Pace) => Promise<T>): Promise<T> {
    const endpoint = endpointOf(asked.url, this.#rules);
    const sending = this.#open(endpoint, asked);
    const pace = new Pace(this.#rules.patienceMs ?? PATIENCE_MS, () => sending.destroy(new Error('no answer in time')));
    try {
      const answer = await answerTo(sending, asked.body, pace);
      const result = await read(answer, pace);
      // An answer that did not wait for the end of the body has said all there is to say.
      if (!sending.writableFinished) sending.destroy();
      return result;
    } catch (error) {
      sending.destroy();
      throw error instanceof DomainError ? error : unanswered(endpoint.url, sending, error);
    } finally {
      pace.stop();
    }
  }

  #open({ url, mayReach }: Endpoint, { method, headers, body }: OutboundRequest): ClientRequest {
    const length = body === undefined ? 0 : 'size' in body ? body.size : body.byteLength;
    const options = {
      method,
      headers: { ...headers, ...(method === 'GET' ? {} : { 'Content-Length': length }) },
      lookup: guardedLookup(mayReach, hostForbidden),
    };
    return url.protocol === 'https:'
      ? httpsRequest(url, { ...options, agent: this.#secure })
      : httpRequest(url, { ...options, agent: this.#plain });
  }
}

/** Read once: a connection of its own would read all of them each time. */
function trusting(authorities: OutboundRules['authorities']) {
  if (!authorities) return {};
  return { secureContext: createSecureContext({ ca: [...rootCertificates, ...authorities], minVersion: 'TLSv1.2' }) };
}

/** Sends the body and waits for the head of the answer, which may come before all of the body was sent. */
async function answerTo(sending: ClientRequest, body: OutboundRequest['body'], pace: Pace): Promise<IncomingMessage> {
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sending.once('response', resolve).on('error', reject);
    // Whoever changes the protocol answers nothing, and without this Node would neither.
    sending.once('upgrade', (_head, socket) => {
      socket.destroy();
      reject(new Error('it changed the protocol'));
    });
  });
  const sent = send(sending, body, pace);
  // Whoever has answered meanwhile need not read on.
  sent.catch(() => undefined);
  return await Promise.race([answered, sent.then(() => answered)]);
}

async function send(sending: ClientRequest, body: OutboundRequest['body'], pace: Pace): Promise<void> {
  if (body === undefined || !('size' in body)) sending.end(body);
  else await pipeline(exactly(body.stream, body.size, pace), sending);
}

async function whole(answer: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer) {
    size += part.length;
    if (size > MOST_ANSWER_BYTES) throw new Error(`its answer is longer than ${MOST_ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) };
}

function unanswered({ host }: URL, { socket }: ClientRequest, cause: unknown): DomainError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const isRefused = socket instanceof TLSSocket && Boolean(socket.authorizationError);
  const code = isRefused ? 'partner-certificate-refused' : 'partner-unanswered';
  return new DomainError('unavailable', code, `${host}: ${why}`, { cause });
}
