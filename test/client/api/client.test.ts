import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { z } from 'zod';
import { addressOf, api } from '../../../client/api/client.ts';
import { ProblemError } from '../../../client/api/problem.ts';
import { endSessionOver, isSessionOver } from '../../../client/api/session-over.ts';
import type { Contract } from '../../../server/platform/api/contract.ts';

const contract = {
  register: {
    method: 'post',
    path: '/things/:thingId',
    summary: 'Register a thing',
    permission: 'signed-in',
    legalEffect: true,
    params: z.object({ thingId: z.string() }),
    body: z.object({ subject: z.string() }),
    status: 201,
    response: z.object({ number: z.number() }),
  },
  list: {
    method: 'get',
    path: '/things',
    summary: 'List things',
    permission: 'public',
    query: z.object({ q: z.string().optional() }),
    response: z.array(z.string()),
  },
} as const satisfies Contract<never>;

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('the typed client of a contract', () => {
  const things = api(contract);
  const browserFetch = globalThis.fetch;
  let server: Server;
  let seen: Seen[] = [];
  let answers: { status: number; body: unknown }[] = [];

  before(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        seen.push({ method: request.method, url: request.url, headers: request.headers, body });
        const answer = answers.shift() ?? { status: 500, body: {} };
        response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    // A page resolves addresses against its own; Node has no page, so the test gives it one.
    globalThis.fetch = (input, init) => browserFetch(new URL(String(input), `http://127.0.0.1:${port}`), init);
  });

  beforeEach(() => {
    seen = [];
    answers = [];
  });

  after(async () => {
    globalThis.fetch = browserFetch;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('sends path, JSON and the idempotency key, and gives back the parsed reply', async () => {
    answers = [{ status: 201, body: { number: 7, more: 'stripped' } }];
    const reply = await things.register({
      params: { thingId: 'a/b' },
      body: { subject: 'Vị trí' },
      idempotencyKey: 'key-12345',
    });
    expect(reply).to.deep.equal({ number: 7 });
    expect(seen[0]?.url).to.equal('/api/things/a%2Fb');
    expect(seen[0]?.headers['idempotency-key']).to.equal('key-12345');
    expect(JSON.parse(seen[0]?.body ?? '')).to.deep.equal({ subject: 'Vị trí' });
  });

  it('rejects with the problem of the server', async () => {
    answers = [{ status: 409, body: { type: '/problems/register-closed', detail: 'closed', instance: 'r' } }];
    const refused = await things.list().catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ProblemError);
    expect((refused as ProblemError).slug).to.equal('register-closed');
  });

  it('says so when the answer is of another version', async () => {
    answers = [{ status: 200, body: { not: 'a list' } }];
    const refused = await things.list().catch((error: unknown) => error);
    expect((refused as ProblemError).slug).to.equal('unexpected-answer');
  });

  it('waits for the person to sign in again, then sends the same with the same key', async () => {
    answers = [
      { status: 401, body: { type: '/problems/not-signed-in' } },
      { status: 201, body: { number: 8 } },
    ];
    const asked = things.register({ params: { thingId: 'a' }, body: { subject: 'x' }, idempotencyKey: 'key-12345' });
    while (!isSessionOver()) await new Promise((resolve) => setImmediate(resolve));
    endSessionOver('signed-in');
    expect(await asked).to.deep.equal({ number: 8 });
    expect(seen.map(({ headers }) => headers['idempotency-key'])).to.deep.equal(['key-12345', 'key-12345']);
  });

  it('leaves out empty filters and escapes the rest', () => {
    expect(addressOf(contract.list, { query: { q: '' } })).to.equal('/api/things');
    expect(addressOf(contract.list, { query: { q: '12/BC & hơn' } })).to.equal('/api/things?q=12%2FBC+%26+h%C6%A1n');
  });
});
