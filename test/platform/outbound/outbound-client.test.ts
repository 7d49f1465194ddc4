import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { der } from '../../../server/pdf-signatures/crypto/der-writer.ts';
import { inNetworks, reachable } from '../../../server/platform/networks.ts';
import { endpointOf } from '../../../server/platform/outbound/endpoint.ts';
import {
  MOST_ANSWER_BYTES,
  OutboundClient,
  type OutboundRules,
} from '../../../server/platform/outbound/outbound-client.ts';
import {
  aCertificate,
  alternativeNames,
  basicConstraints,
  extendedUsages,
  usages,
} from '../../support/certificates.ts';
import { refusalOf } from '../../support/identity.ts';

const MiB = 1024 ** 2;
const loopback = ['127.0.0.0/8', '::1'];

describe('the way to other deployments', () => {
  const servers: Server[] = [];
  const clients: OutboundClient[] = [];
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-outbound-'));
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    await rm(folder, { recursive: true, force: true });
  });

  /** A server on this machine that answers so. */
  async function serving(listener: RequestListener, server: Server = createServer()): Promise<number> {
    server.on('request', listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  function client(ports: readonly number[], over: Partial<OutboundRules> = {}): OutboundClient {
    const made = new OutboundClient({ networks: loopback, ports, ...over });
    clients.push(made);
    return made;
  }

  /** Asks a server that answers so, with little patience. */
  async function asking(listener: RequestListener, over: Partial<OutboundRules> = {}) {
    const port = await serving(listener);
    const made = client([port], { patienceMs: 600, ...over });
    return { made, url: `http://127.0.0.1:${port}/api/exchange/v1/messages` };
  }

  it('carries a request there and the answer back, whatever its status', async () => {
    const { made, url } = await asking(async (request, response) => {
      const body = await buffer(request);
      response
        .writeHead(409, { 'X-Test': 'yes' })
        .end(`${request.method} ${request.url} ${request.headers['x-a']} ${body}`);
    });
    const body = Buffer.from('{}');
    const answer = await made.request({ method: 'POST', url: `${url}?a=1`, headers: { 'X-A': 'b' }, body });
    expect({ ...answer, headers: answer.headers['x-test'], body: String(answer.body) }).to.deep.equal({
      status: 409,
      headers: 'yes',
      body: 'POST /api/exchange/v1/messages?a=1 b {}',
    });
  });

  it('keeps a connection for the next question', async () => {
    let connections = 0;
    const { made, url } = await asking(
      (request, response) => void request.resume().on('end', () => response.end('{}')),
    );
    servers[0]?.on('connection', () => {
      connections += 1;
    });
    for (let count = 0; count < 5; count += 1) await made.request({ method: 'POST', url, body: Buffer.from('{}') });
    expect(connections).to.equal(1);
  });

  it('says how long a body is, also when there is none, and sends as many bytes', async () => {
    const { made, url } = await asking(async (request, response) => {
      const { length } = await buffer(request);
      response.end(`${request.headers['content-length']} ${request.headers['transfer-encoding']} ${length}`);
    });
    const sent = async (body?: Parameters<OutboundClient['request']>[0]['body']) =>
      String((await made.request({ method: 'PUT', url, ...(body ? { body } : {}) })).body);
    expect(await sent()).to.equal('0 undefined 0');
    const parts = Array.from({ length: 16 }, () => Buffer.alloc(MiB / 4));
    expect(await sent({ stream: Readable.from(parts), size: 4 * MiB })).to.equal(`${4 * MiB} undefined ${4 * MiB}`);
  });

  it('gives an answer its whole time once the body was sent, however slowly the body came', async () => {
    const { made, url } = await asking((request, response) => {
      request.resume().on('end', () => void delay(400).then(() => response.end('{}')));
    });
    const slowly = async function* () {
      for (const part of [1, 2]) {
        await delay(200);
        yield Buffer.alloc(part);
      }
    };
    const answer = await made.request({ method: 'PUT', url, body: { stream: slowly(), size: 3 } });
    expect(answer.status).to.equal(200);
  });

  it('sends nothing that is longer or shorter than was said', async () => {
    const { made, url } = await asking(async (request, response) => {
      await buffer(request).catch(() => undefined);
      response.end();
    });
    for (const size of [9, 11]) {
      const body = { stream: Readable.from([Buffer.alloc(10)]), size };
      expect(await refusalOf(made.request({ method: 'PUT', url, body }))).to.include({ code: 'partner-unanswered' });
    }
  });

  it('fails as the source of a body fails', async () => {
    const { made, url } = await asking((request, response) => void request.resume().on('end', () => response.end()));
    const broken = async function* () {
      yield Buffer.alloc(5);
      throw new Error('the disk cannot be read');
    };
    const body = { stream: broken(), size: 10 };
    const { code, message } = await refusalOf(made.request({ method: 'PUT', url, body }));
    expect([code, message]).to.deep.equal(['partner-unanswered', `${new URL(url).host}: the disk cannot be read`]);
  });

  it('hears an answer that does not wait for the end of the body, and sends no further', async () => {
    let received = 0;
    const { made, url } = await asking((request, response) => {
      response.writeHead(409).end('{}');
      request.on('data', (chunk: Buffer) => {
        received += chunk.length;
        request.pause();
      });
    });
    const endless = async function* () {
      for (;;) yield Buffer.alloc(MiB / 16);
    };
    const answer = await made.request({ method: 'PUT', url, body: { stream: endless(), size: 1024 * MiB } });
    expect(answer.status).to.equal(409);
    expect(received).to.be.lessThan(64 * MiB);
  });

  describe('is not fooled by what the other side answers (row 92 of the bad inputs):', () => {
    const codeOf = async (listener: RequestListener) => {
      const { made, url } = await asking(listener);
      return (await refusalOf(made.request({ method: 'POST', url }))).message.replace(/^.*?: /, '');
    };
    const tooLong = `its answer is longer than ${MOST_ANSWER_BYTES} bytes`;

    it('100 MB', async () => {
      let sent = 0;
      const chunk = Buffer.alloc(MiB);
      const flood = async (response: ServerResponse) => {
        for (; sent < 100 * MiB && !response.destroyed; sent += chunk.length)
          if (!response.write(chunk)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
      };
      expect(await codeOf((_request, response) => void flood(response))).to.equal(tooLong);
      expect(sent).to.be.lessThan(20 * MiB);
    });

    it('exactly 1 MiB, which is taken, and one byte more', async () => {
      const { made, url } = await asking((request, response) => {
        response.end(Buffer.alloc(MOST_ANSWER_BYTES + (request.method === 'POST' ? 1 : 0)));
      });
      expect((await made.request({ method: 'GET', url })).body).to.have.length(MOST_ANSWER_BYTES);
      expect((await refusalOf(made.request({ method: 'POST', url }))).message).to.contain(tooLong);
    });

    it('one byte now and then, without end', async () => {
      const drip = async (response: ServerResponse) => {
        while (!response.destroyed) {
          response.write('x');
          await delay(50);
        }
      };
      expect(await codeOf((_request, response) => void drip(response))).to.match(/aborted|no answer in time/);
    });

    it('nothing at all', async () => {
      expect(await codeOf(() => undefined)).to.equal('no answer in time');
    });

    it('the end of the connection, before an answer and in the middle of one', async () => {
      expect(await codeOf((request) => void request.socket.destroy())).to.equal('socket hang up');
      const cut = (_request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'Content-Length': 100 });
        response.write('half', () => response.destroy());
      };
      expect(await codeOf(cut)).to.equal('aborted');
    });

    it('another protocol', async () => {
      const other = await codeOf((request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
      expect(other).to.match(/^Parse Error/);
    });

    it('an upgrade to what nobody asked for', async () => {
      const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
      expect(await codeOf((request) => void request.socket.write(upgrade))).to.equal('it changed the protocol');
    });

    it('a redirect to this machine, and a page of HTML, which are for whoever asked', async () => {
      let asked = 0;
      const inside = await serving((_request, response) => {
        asked += 1;
        response.end();
      });
      const { made, url } = await asking((request, response) => {
        if (request.method === 'GET') response.setHeader('Content-Type', 'text/html').end('<p>Xin chào');
        else response.writeHead(307, { Location: `http://127.0.0.1:${inside}/` }).end();
      });
      expect((await made.request({ method: 'POST', url })).status).to.equal(307);
      expect((await made.request({ method: 'GET', url })).headers['content-type']).to.equal('text/html');
      expect(asked).to.equal(0);
    });
  });

  describe('brings files', () => {
    const file = Buffer.alloc(3 * MiB, 'văn bản ');
    const take = async (bytes: Readable) => {
      await pipeline(bytes, createWriteStream(join(folder, 'file')));
      return 'taken';
    };

    it('of the announced size, as they come', async () => {
      const { made, url } = await asking((_request, response) => response.end(file));
      expect(await made.download({ method: 'GET', url }, file.length, take)).to.deep.equal({ taken: 'taken' });
      const written = await readFile(join(folder, 'file'));
      expect(createHash('sha256').update(written).digest('hex')).to.equal(
        createHash('sha256').update(file).digest('hex'),
      );
    });

    it('and neither more nor less, nor slower than anybody is', async () => {
      const { made, url } = await asking((_request, response) => response.end(file));
      const failing = async (size: number) =>
        (await refusalOf(made.download({ method: 'GET', url }, size, take))).message;
      expect(await failing(file.length - 1)).to.contain(`more than ${file.length - 1} bytes came`);
      expect(await failing(file.length + 1)).to.contain(`${file.length} of ${file.length + 1} bytes came`);
      expect((await stat(join(folder, 'file'))).size).to.be.lessThanOrEqual(file.length);
      const slow = await asking(async (_request, response) => {
        for (let sent = 0; sent < 100 && !response.destroyed; sent += 1) {
          response.write(Buffer.alloc(1000));
          await delay(50);
        }
      });
      const refused = await refusalOf(slow.made.download({ method: 'GET', url: slow.url }, 100_000, take));
      expect(refused.message).to.match(/aborted|no answer in time/);
    });

    it('for as long as they flow, though that is longer than an answer may take', async () => {
      const { made, url } = await asking(async (_request, response) => {
        for (let part = 0; part < 12; part += 1) {
          response.write(Buffer.alloc(64 * 1024));
          await delay(100);
        }
        response.end();
      });
      expect(await made.download({ method: 'GET', url }, 12 * 64 * 1024, take)).to.deep.equal({ taken: 'taken' });
    });

    it('and gives back any other answer, at most 1 MiB of it', async () => {
      const { made, url } = await asking((_request, response) => response.writeHead(404).end('{"status":404}'));
      expect(await made.download({ method: 'GET', url }, 5, take)).to.include({ status: 404 });
    });
  });

  describe('leads nowhere inside (row 93 of the bad inputs):', () => {
    const rules = { networks: [], ports: [] };
    const refused = async (url: string, over: Partial<OutboundRules> = {}) => {
      const made = new OutboundClient({ ...rules, ...over });
      clients.push(made);
      const { code, kind } = await refusalOf(made.request({ method: 'GET', url }));
      return `${kind} ${code}`;
    };
    for (const url of [
      'http://169.254.169.254/',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0/',
      'https://10.1.2.3/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::ffff:a9fe:a9fe]/',
      'https://[64:ff9b::7f00:1]/',
      'https://[2002:7f00:1::]/',
      'https://[fe80::1]/',
      'file:///etc/passwd',
      'ftp://vanban.saomai.gov.vn/',
      'javascript:alert(1)',
      'http://vanban.saomai.gov.vn/',
      'https://ai:mat-khau@vanban.saomai.gov.vn/',
      'https://ai@vanban.saomai.gov.vn/',
      'https://vanban.saomai.gov.vn:25/',
      'https://vanban.saomai.gov.vn:22/',
      'https://vanban.saomai.gov.vn/#here',
      'vanban.saomai.gov.vn',
      '',
    ]) {
      it(url || 'nothing', async () => expect(await refused(url)).to.equal('invalid endpoint-forbidden'));
    }

    it('plain http beyond this machine, even to an allowed network and port', async () => {
      expect(await refused('http://10.1.2.3:80/', { networks: ['10.0.0.0/8'], ports: [80] })).to.contain(
        'endpoint-forbidden',
      );
      expect(() => endpointOf('https://10.1.2.3/', { networks: ['10.0.0.0/8'], ports: [] })).not.to.throw();
    });

    it('a port of this machine that is not allowed, though its network is', async () => {
      const port = await serving((_request, response) => response.end());
      expect(await refused(`http://127.0.0.1:${port}/`, { networks: loopback })).to.contain('endpoint-forbidden');
    });
  });

  describe('goes where the name led when it was looked at:', () => {
    const original = dns.lookup;
    afterEach(() => {
      dns.lookup = original;
      syncBuiltinESMExports();
    });

    /** Has names lead to these addresses, one list for each look-up. */
    function leading(...to: string[][]): { looked: number } {
      const count = { looked: 0 };
      const fake = (_name: string, _options: object, done: (error: null, found: dns.LookupAddress[]) => void) => {
        const found = (to[Math.min(count.looked, to.length - 1)] ?? []).map((address) => ({ address, family: 4 }));
        count.looked += 1;
        done(null, found);
      };
      dns.lookup = fake as typeof dns.lookup;
      syncBuiltinESMExports();
      return count;
    }

    it('a name that leads elsewhere the second time is refused the second time', async () => {
      const port = await serving((_request, response) => response.setHeader('Connection', 'close').end('{}'));
      const count = leading(['127.0.0.1'], ['169.254.169.254']);
      const made = client([port]);
      const url = `http://vanban.test:${port}/`;
      expect((await made.request({ method: 'GET', url })).status).to.equal(200);
      expect(count.looked).to.equal(1);
      expect(await refusalOf(made.request({ method: 'GET', url }))).to.include({ code: 'endpoint-forbidden' });
      expect(count.looked).to.equal(2);
    });

    it('of several addresses those that may be reached are', async () => {
      const port = await serving((_request, response) => response.end('{}'));
      const count = leading(['169.254.169.254', '127.0.0.1']);
      expect((await client([port]).request({ method: 'GET', url: `http://vanban.test:${port}/` })).status).to.equal(
        200,
      );
      expect(count.looked).to.equal(1);
    });

    it('a name that leads nowhere is refused', async () => {
      leading([]);
      const { code } = await refusalOf(client([80]).request({ method: 'GET', url: 'http://vanban.test:80/' }));
      expect(code).to.equal('endpoint-forbidden');
    });
  });

  describe('over TLS', () => {
    const since = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2040-01-01T00:00:00Z') };
    const authority = aCertificate({
      ...since,
      name: 'Sao Mai CA',
      extensions: [basicConstraints(true), usages(5, 6)],
    });
    const named = (name: string) =>
      aCertificate({
        ...since,
        name,
        issuer: authority,
        extensions: [usages(0), extendedUsages('1.3.6.1.5.5.7.3.1'), alternativeNames(der(0x82, Buffer.from(name)))],
      });
    const pem = ({ certificate }: Pick<DemoKey, 'certificate'>) =>
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`;
    const secure = async (name: string, listener: RequestListener) => {
      const key = named(name);
      const options = { key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: pem(key) };
      return await serving(listener, createSecureServer(options));
    };

    it('believes an authority of the operator, asks for the name, and says it', async () => {
      const port = await secure('localhost', (request, response) => {
        const { servername } = request.socket as unknown as { servername: string };
        response.end(`${servername} ${request.headers.host}`);
      });
      const made = client([port], { authorities: [pem(authority)] });
      const { body } = await made.request({ method: 'GET', url: `https://localhost:${port}/` });
      expect(String(body)).to.equal(`localhost localhost:${port}`);
    });

    it('believes no other authority, and no certificate of another name', async () => {
      const answered: RequestListener = (_request, response) => response.end();
      const port = await secure('localhost', answered);
      const asking = async (made: OutboundClient, at: number) =>
        await refusalOf(made.request({ method: 'GET', url: `https://localhost:${at}/` }));
      expect(await asking(client([port]), port)).to.include({ code: 'partner-certificate-refused' });
      const other = await secure('vanban.saomai.gov.vn', answered);
      const { code, message } = await asking(client([other], { authorities: [pem(authority)] }), other);
      expect(code).to.equal('partner-certificate-refused');
      expect(message).to.contain("does not match certificate's altnames");
      const plain = await serving(answered);
      expect(await asking(client([plain]), plain), 'no TLS at all').to.include({ code: 'partner-unanswered' });
    });
  });
});

describe('what may be reached', () => {
  it('is what is public, in whatever clothes an address comes', () => {
    const may = reachable([]);
    for (const address of ['8.8.8.8', '1.1.1.1', '::ffff:8.8.8.8', '::ffff:808:808', '2606:4700::1111', '172.32.0.1'])
      expect(may(address), address).to.equal(true);
    for (const address of [
      ...['127.0.0.1', '0.0.0.0', '10.0.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
      ...['::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::1'],
      ...[
        '2002:7f00:1::',
        '2001:0:1::',
        'fe80::1',
        'fec0::1',
        '::ffff:0:7f00:1',
        'fc00::1',
        'ff02::1',
        '2001:db8::1',
        '255.255.255.255',
      ],
    ])
      expect(may(address), address).to.equal(false);
  });

  it('is what is allowed besides', () => {
    const may = reachable(['10.0.0.0/8', '::1']);
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '::ffff:a01:203', '::1']) expect(may(address)).to.equal(true);
    expect(may('127.0.0.1')).to.equal(false);
    expect(inNetworks(['127.0.0.0/8'])('::ffff:7f00:1')).to.equal(true);
  });
});
