import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { readEdxml } from '../../server/exchange/axis/read-edxml.ts';

/** A packet as the axis holds it for one of its agencies. */
export interface HeldPacket {
  readonly docId: string;
  readonly from: string;
  readonly to: string;
  readonly messageType: string;
  readonly packet: Uint8Array;
  status: string;
  description: string;
}

/** What the axis does with the next requests to send. */
export type Mood = 'well' | 'away' | 'answers-nothing' | 'refuses';

/**
 * A national document axis on loopback: agencies with their secrets, a box for each, the operations of its clients over HTTP. It checks
 * accounts, reads who a packet is for, and keeps everything in memory.
 */
export class AxisServer {
  readonly held: HeldPacket[] = [];
  readonly secrets = new Map<string, string>();
  readonly agencies: { code: string; name: string }[] = [];
  mood: Mood = 'well';
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));
  #lastId = 0;

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.port}/vxp`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Puts a packet into the box of an agency, as if another had sent it. */
  put(to: string, from: string, messageType: string, packet: Uint8Array): HeldPacket {
    const held = { docId: String(++this.#lastId), from, to, messageType, packet, status: 'initial', description: '' };
    this.held.push(held);
    return held;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://axis');
    const body = await buffer(request);
    const systemId = String(request.headers['x-systemid']);
    const answer = (status: number, said: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(said));
    };
    if (this.mood === 'away') return answer(502, { ErrorDesc: 'Bad gateway' });
    if (this.secrets.get(systemId) !== request.headers['x-secretkey']) {
      return answer(200, { ErrorCode: '15', ErrorDesc: 'Sai systemId hoặc secret' });
    }
    const operation = pathname.replace('/vxp/v1/', '');
    if (operation === 'sendEdoc') return await this.#take(request, response, { systemId, body });
    if (operation === 'getEdoc') {
      const found = this.held.find(
        ({ docId, from, to }) => docId === searchParams.get('docId') && [from, to].includes(systemId),
      );
      if (!found) return answer(200, { ErrorCode: '20', ErrorDesc: 'Không có gói tin' });
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(found.packet);
      return;
    }
    if (operation === 'updateStatus') {
      const { docId, status, description } = JSON.parse(body.toString()) as Record<string, string>;
      const found = this.held.find((one) => one.docId === docId && one.to === systemId);
      if (!found || !['processing', 'done', 'fail'].includes(status ?? '')) return answer(200, { ErrorCode: '22' });
      Object.assign(found, { status, description });
      return answer(200, { ErrorCode: '0', Status: 'OK' });
    }
    if (operation === 'getAgenciesList') return answer(200, { ErrorCode: 0, agencies: this.agencies });
    const mine = operation === 'getSentEdocList' ? 'from' : 'to';
    const [index, size] = [Number(searchParams.get('pageIndex')), Number(searchParams.get('pageSize'))];
    const status = searchParams.get('status');
    const items = this.held
      .filter((one) => one[mine] === systemId && one.messageType === searchParams.get('messageType'))
      .filter((one) => status === null || one.status === status)
      .slice((index - 1) * size, index * size)
      .map(({ packet: _packet, description: _description, ...item }) => item);
    answer(200, { ErrorCode: '0', ErrorDesc: '', ListItem: items });
  }

  async #take(
    request: IncomingMessage,
    response: ServerResponse,
    { systemId, body }: { readonly systemId: string; readonly body: Buffer },
  ): Promise<void> {
    const headers = { 'Content-Type': String(request.headers['content-type']) };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    const [messageType, file] = [String(form.get('messageType')), form.get('edocFile')];
    if (this.mood === 'refuses' || !(file instanceof Blob)) {
      response.writeHead(200).end(JSON.stringify({ ErrorCode: '18', ErrorDesc: 'Gói tin không hợp lệ' }));
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const packet = readEdxml(bytes);
    const to = packet.kind === 'status' ? packet.status.responseFor?.organId : packet.header.to[0]?.organId;
    const { docId } = this.put(to ?? '', systemId, messageType, bytes);
    if (this.mood === 'answers-nothing') response.destroy();
    else response.writeHead(200).end(JSON.stringify({ ErrorCode: '0', Status: 'OK', DocId: docId }));
  }
}
