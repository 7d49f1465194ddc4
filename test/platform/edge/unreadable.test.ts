import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { readAll } from '../../../server/platform/database/store.ts';
import { log } from '../../../server/platform/log.ts';
import { notes, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { sendRaw } from '../../support/raw-http.ts';

/* Every kind of request that cannot be read, with its answer, stands in test/bad-inputs; here is what goes on around it. */

const tunnel = 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n';
const untilClosed = /(?!)/;
let lastKey = 0;

/** A whole request that makes a note. */
function makingANote(...headers: string[]): string {
  const body = '{"title":"Đến trước"}';
  lastKey += 1;
  const fixed = [`Idempotency-Key: unreadable-${lastKey}`, 'Host: localhost', 'X-Test-Person: lan'];
  const about = ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`];
  return ['POST /api/notes HTTP/1.1', ...fixed, ...about, ...headers, '', body].join('\r\n');
}

/** The answers that came back over one connection. */
const statusesOf = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);

describe('a connection with a request that cannot be read', () => {
  useFreshDatabase();
  const app = useTestApp();
  let level: string;

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });

  const opened = (): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect(app.port(), '127.0.0.1', () => resolve(socket));
    });

  for (const [what, behind] of Object.entries({
    'a method nobody has': 'STEAL / HTTP/1.1\r\n\r\n',
    'a tunnel': tunnel,
    'more bytes than its length': '}',
  })) {
    it(`is told first what became of the whole request before it: ${what}`, async () => {
      const before = (await readAll(notes, {})).length;
      const answers = await sendRaw(app.port(), makingANote() + behind, untilClosed);
      expect(statusesOf(answers)).to.deep.equal(['201', '501']);
      expect(await readAll(notes, {})).to.have.length(before + 1);
    });
  }

  it('has one answer for one request, though its body breaks off in the middle of a chunk', async () => {
    const head = makingANote('Transfer-Encoding: chunked')
      .split('\r\n\r\n')[0]
      ?.replace(/Content-Length: \d+\r\n/, '');
    expect(statusesOf(await sendRaw(app.port(), `${head}\r\n\r\nzz\r\n`, untilClosed))).to.deep.equal(['400']);
    const socket = await opened();
    let answers = '';
    socket.on('data', (chunk) => {
      answers += chunk;
    });
    socket.write(`${head?.replace('X-Test-Person', 'X-Nobody')}\r\n\r\n`);
    await new Promise((told) => socket.once('data', told));
    socket.write('zz\r\n');
    await new Promise((closed) => socket.once('end', closed));
    expect(statusesOf(answers)).to.deep.equal(['401']);
    socket.destroy();
  });

  it('is not read on: what is hidden behind it is no request', async () => {
    const before = await readAll(notes, {});
    const doubtful = makingANote('Transfer-Encoding: chunked');
    expect(statusesOf(await sendRaw(app.port(), doubtful + makingANote(), untilClosed))).to.deep.equal(['400']);
    expect(await readAll(notes, {})).to.deep.equal(before);
  });

  it('may break while it is answered, which ends neither the server nor leaves it open', async () => {
    for (const bytes of [tunnel, 'STEAL ', `${makingANote()}STEAL `]) {
      for (let round = 0; round < 5; round += 1) {
        const socket = await opened();
        await new Promise((sent) => socket.write(bytes, sent));
        socket.resetAndDestroy();
      }
    }
    while ((await app.connections()) > 0) await new Promise((resolve) => setImmediate(resolve));
    await app.agent().get('/healthz').expect(200);
  });

  it('is closed for a peer that is answered and breaks off afterwards', async () => {
    const socket = await opened();
    socket.write(tunnel);
    await new Promise((answered) => socket.once('data', answered));
    socket.resetAndDestroy();
    while ((await app.connections()) > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});

describe('a client that waits to be asked for its body', () => {
  useFreshDatabase();
  const app = useTestApp();

  it('is asked when its body is wanted', async () => {
    const [head = '', body = ''] = makingANote('Expect: 100-continue').split('\r\n\r\n');
    const socket = connect(app.port(), '127.0.0.1', () => socket.write(`${head}\r\n\r\n`));
    const asked = await new Promise((told) => socket.once('data', (chunk) => told(String(chunk))));
    expect(asked).to.equal('HTTP/1.1 100 Continue\r\n\r\n');
    const answered = new Promise((told) => socket.once('data', (chunk) => told(statusesOf(String(chunk)))));
    socket.write(body);
    expect(await answered).to.deep.equal(['201']);
    socket.destroy();
  });

  it('is not asked for one that is refused unread', async () => {
    const nobody = makingANote('Expect: 100-continue').replace('X-Test-Person', 'X-Nobody').split('\r\n\r\n')[0];
    expect(statusesOf(await sendRaw(app.port(), `${nobody}\r\n\r\n`, untilClosed))).to.deep.equal(['401']);
  });
});
