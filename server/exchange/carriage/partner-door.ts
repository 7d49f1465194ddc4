import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ByteRange } from '../../platform/api/byte-range.ts';
import { fitsContentDigest } from '../../platform/api/content-digest.ts';
import { parseJson } from '../../platform/api/json-body.ts';
import { currentTime } from '../../platform/clock.ts';
import { DomainError } from '../../platform/errors.ts';
import { digestOf } from '../../platform/files/digest-of.ts';
import type { Answer, OutboundClient } from '../../platform/outbound/outbound-client.ts';
import { signAttempt } from '../../platform/partners/sign-attempt.ts';
import { keyOfAttempts } from '../directory/learnt-keys.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { sha256Of } from '../messages/message.ts';
import { houseRefusals, isMessageRefusal, refusal } from '../messages/message-refusal.ts';
import { type OfferAnswer, offerAnswer } from '../messages/offer-answer.ts';
import { signedThingOf, signedThingText } from '../messages/signed-thing.ts';

/** Bytes that are read twice: for the digest that is signed, and on their way; so none are held. */
export interface RepeatableBytes {
  readonly size: number;
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** One request to the door of another deployment, below its address. */
interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: Uint8Array | RepeatableBytes;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The door of another deployment at its address, asked in signed attempts of this one (docs/exchange-protocol.md, section 6). */
export class PartnerDoor {
  readonly #client: OutboundClient;
  readonly #address: string;
  readonly #heard: () => void;

  /** `heard` is called whenever a request was answered well. */
  constructor(client: OutboundClient, address: string, heard: () => void = () => undefined) {
    this.#client = client;
    this.#address = address;
    this.#heard = heard;
  }

  /** What it answers to a message; refuses as `ask` does, and with `partner-unanswered` what makes no sense. */
  async offered(asked: Asked): Promise<OfferAnswer> {
    const read = offerAnswer.safeParse(await this.ask(asked));
    if (!read.success) throw unanswered('The answer has another form', read.error);
    return read.data;
  }

  /**
   * The JSON of a good answer. Throws the refusal of the closed list that the other side gave, with the signature that it bears, unchecked;
   * or `offset-mismatch`; `partner-busy` when it has had enough requests; everything else leaves it unknown what became of the request.
   */
  async ask({ method, path, body = new Uint8Array(), headers = {} }: Asked): Promise<unknown> {
    const attempt = await this.#attempt({ method, path, body, headers });
    const sent = 'read' in body ? { size: body.size, stream: body.read() } : body;
    const answer = await this.#client.request(method === 'GET' ? attempt : { ...attempt, body: sent });
    if (!fitsContentDigest(answer.headers['content-digest'], sha256Of(answer.body)))
      throw unanswered('The answer was changed on its way');
    if (answer.status === 429) throw notNow('partner-busy', 'It takes no more requests for the moment', answer.headers);
    const said = answer.status === 204 ? null : jsonOf(answer);
    if (answer.status < 200 || answer.status >= 300) throw refusalIn(said, answer);
    this.#heard();
    return said;
  }

  /** Gives some bytes of a file there to `take`, as they come; throws as `ask` does. */
  async download<T>(path: string, { start, end }: ByteRange, take: (bytes: Readable) => Promise<T>): Promise<T> {
    const attempt = await this.#attempt({ method: 'GET', path, headers: { Range: `bytes=${start}-${end}` } });
    const answer = await this.#client.download(attempt, end - start + 1, take);
    if ('taken' in answer) return answer.taken;
    throw refusalIn(jsonOf(answer), answer);
  }

  /** The bytes of a good answer, of at most so many; throws as `ask` does. */
  async fetch(path: string, most: number): Promise<Buffer> {
    const attempt = await this.#attempt({ method: 'GET', path });
    const answer = await this.#client.downloadUpTo(attempt, most, buffer);
    if ('taken' in answer) return answer.taken;
    throw refusalIn(jsonOf(answer), answer);
  }

  async #attempt({ method, path, body = new Uint8Array(), headers = {} }: Asked) {
    const url = new URL(`${this.#address}${path}`);
    const own = await ownDeploymentInUse();
    const { privateKey } = await keyOfAttempts(own, currentTime());
    const bodySha256 = 'read' in body ? await digestOf(body.read) : sha256Of(body);
    const attempt = signAttempt({ method, url, bodySha256 }, { id: own.id, key: privateKey }, currentTime());
    return { method, url: url.href, headers: { ...headers, ...attempt } };
  }
}

function jsonOf({ body }: Pick<Answer, 'body'>): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    throw unanswered('The answer is no JSON', error);
  }
}

function refusalIn(said: unknown, answer: Answer): DomainError {
  const signed = signedThingOf(said);
  if (!signed) return unsignedIn(said, answer);
  const told = unsignedIn(jsonOf({ body: Buffer.from(signed.content) }), answer);
  if (!isMessageRefusal(told.code)) return told;
  return new DomainError(told.kind, told.code, told.message, { signed: signedThingText(signed) });
}

function unsignedIn(said: unknown, { status, headers }: Pick<Answer, 'status' | 'headers'>): DomainError {
  const { type, detail } = Object(said) as { type?: unknown; detail?: unknown };
  const code = String(type).replace('/problems/', '');
  const words = typeof detail === 'string' ? detail.slice(0, 300) : '';
  if (isMessageRefusal(code)) return refusal(code, words);
  if (houseRefusals.has(code)) return notNow(code, words, headers);
  if (code === 'offset-mismatch') return new DomainError('conflict', 'offset-mismatch', words);
  return notNow('partner-unanswered', `It answered ${status} ${code.slice(0, 60)}`, headers);
}

function unanswered(message: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'partner-unanswered', message, { cause });
}

/** What it cannot do for the moment, with the pause that it asks for. */
function notNow(code: string, message: string, headers: Answer['headers']): DomainError {
  const retryAfter = retryAfterIn(headers);
  return new DomainError('unavailable', code, message, retryAfter === undefined ? {} : { retryAfter });
}

/** Nobody is left alone for longer, whatever they ask. */
const MOST_RETRY_AFTER = 3600;

/** The seconds of a *Retry-After*, or until the time it names (RFC 9110 §10.2.3). */
function retryAfterIn({ 'retry-after': said }: Answer['headers']): number | undefined {
  if (said === undefined) return undefined;
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - currentTime().getTime()) / 1_000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), MOST_RETRY_AFTER);
}
