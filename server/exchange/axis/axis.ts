import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DomainError } from '../../platform/errors.ts';
import { files, type StoredFile } from '../../platform/files/files.ts';
import type { Answer, OutboundClient, OutboundRequest } from '../../platform/outbound/outbound-client.ts';
import { onLine } from '../carriage/on-line.ts';
import { type AxisAgency, agenciesIn, docIdIn, type EdocItem, edocItemsIn, goodAnswer } from './axis-answers.ts';
import { AXIS } from './axis-partner.ts';
import type { AxisSettings } from './axis-settings.ts';

/** As the axis tells its packets apart: documents, and statuses of them. */
export type MessageType = 'edoc' | 'status';

/** A document of 50 MB and an annex of the same size, in base64. */
const MOST_PACKET_BYTES = 140 * 1024 * 1024;
const PAGE_SIZE = 50;
/** Tens of thousands of agencies. */
const MOST_LIST_BYTES = 16 * 1024 * 1024;
const MOST_REFUSAL_BYTES = 64 * 1024;

/** The account of one agency on the axis. */
interface Account {
  readonly systemId: string;
  readonly secret: string;
}

/**
 * The national document axis — *trục liên thông văn bản quốc gia* — as one agency speaks to it: send, list, get, update status, list of
 * agencies. Throws what `goodAnswer` refuses; whatever is unavailable leaves it unknown what became of the request.
 */
export class AxisDoor {
  readonly systemId: string;
  readonly #client: OutboundClient;
  readonly #url: string;
  readonly #operations: AxisSettings['operations'];
  readonly #statuses: AxisSettings['statuses'];
  readonly #secret: string;

  constructor(
    client: OutboundClient,
    url: string,
    { operations, statuses }: Pick<AxisSettings, 'operations' | 'statuses'>,
    { systemId, secret }: Account,
  ) {
    this.systemId = systemId;
    this.#client = client;
    this.#url = url.replace(/\/$/, '');
    this.#operations = operations;
    this.#statuses = statuses;
    this.#secret = secret;
  }

  /** Hands a packet over and gives the id that the axis gives it. */
  async send(messageType: MessageType, packet: Uint8Array): Promise<string> {
    const form = new FormData();
    form.set('messageType', messageType);
    form.set('edocFile', new Blob([new Uint8Array(packet)], { type: 'application/xml' }), `${messageType}.edxml`);
    const encoded = new Response(form);
    const headers = { 'Content-Type': encoded.headers.get('Content-Type') ?? '' };
    const body = new Uint8Array(await encoded.arrayBuffer());
    return docIdIn(await this.#ask({ method: 'POST', path: this.#operations.sendEdoc, headers, body }));
  }

  /** What came for this agency and was not fetched yet, page after page. */
  received(messageType: MessageType): AsyncGenerator<EdocItem> {
    return this.#pages(this.#operations.getReceivedEdocList, { messageType, status: this.#statuses.initial });
  }

  /** What this agency has sent since a day. */
  sent(messageType: MessageType, fromDate: string): AsyncGenerator<EdocItem> {
    return this.#pages(this.#operations.getSentEdocList, { messageType, fromDate });
  }

  /** Fetches a packet into the file store. */
  async fetch(docId: string): Promise<StoredFile> {
    const asked = this.#request({ method: 'GET', path: this.#operations.getEdoc, query: { docId } });
    const answer = await onLine(AXIS, async () => {
      const take = (bytes: Readable) => files().receive(bytes);
      return heard(await this.#client.downloadUpTo(asked, MOST_PACKET_BYTES, take));
    });
    if ('taken' in answer) return await packetIn(await files().adopt(answer.taken));
    goodAnswer(answer);
    throw new Error(`The axis answered ${answer.status} instead of a packet`);
  }

  /** Tells the axis – not the sender – what became of a packet that it held for this agency. */
  async updateStatus(docId: string, became: 'done' | 'fail', description = ''): Promise<void> {
    const body = Buffer.from(JSON.stringify({ docId, status: this.#statuses[became], description }));
    const headers = { 'Content-Type': 'application/json' };
    goodAnswer(await this.#ask({ method: 'POST', path: this.#operations.updateStatus, headers, body }));
  }

  /** All agencies that the axis knows, more than fit other answers. */
  async agencies(): Promise<AxisAgency[]> {
    const asked = this.#request({ method: 'GET', path: this.#operations.getAgenciesList });
    const answer = await onLine(AXIS, async () =>
      heard(await this.#client.downloadUpTo(asked, MOST_LIST_BYTES, buffer)),
    );
    return agenciesIn('taken' in answer ? { status: 200, headers: {}, body: answer.taken } : answer);
  }

  async *#pages(path: string, query: Readonly<Record<string, string>>): AsyncGenerator<EdocItem> {
    for (let pageIndex = 1; ; pageIndex += 1) {
      const paging = { pageIndex: String(pageIndex), pageSize: String(PAGE_SIZE) };
      const items = edocItemsIn(await this.#ask({ method: 'GET', path, query: { ...query, ...paging } }));
      yield* items;
      if (items.length < PAGE_SIZE) return;
    }
  }

  async #ask(asked: Asked): Promise<Answer> {
    const answer = await onLine(AXIS, async () => heard(await this.#client.request(this.#request(asked))));
    goodAnswer(answer);
    return answer;
  }

  #request({ path, query = {}, headers = {}, ...rest }: Asked): OutboundRequest {
    const search = new URLSearchParams(query).toString();
    const url = `${this.#url}${path}${search === '' ? '' : `?${search}`}`;
    return { ...rest, url, headers: { ...headers, 'X-SystemId': this.systemId, 'X-SecretKey': this.#secret } };
  }
}

/** An answer that the axis gave itself; what says that it is away, or busy, is thrown for the line to know. */
function heard<A extends object>(answer: A | Answer): A | Answer {
  if ('status' in answer && (answer.status === 429 || answer.status >= 500)) goodAnswer(answer);
  return answer;
}

/** A refusal may come as good an answer as a packet does: in JSON, which no packet is. */
async function packetIn(stored: StoredFile): Promise<StoredFile> {
  const body = stored.size < MOST_REFUSAL_BYTES ? Buffer.from(await files().read(stored.sha256)) : undefined;
  if (body?.toString('latin1').trimStart().startsWith('{')) {
    goodAnswer({ status: 200, headers: {}, body });
    throw new DomainError('unavailable', 'partner-unanswered', 'It answered something else than a packet');
  }
  return stored;
}

interface Asked extends Omit<OutboundRequest, 'url'> {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}
