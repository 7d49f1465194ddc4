import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { files } from '../../../server/platform/files/files.ts';
import { log } from '../../../server/platform/log.ts';
import { usePartners } from '../../../server/platform/partners/partners-in-use.ts';
import { signAttempt } from '../../../server/platform/partners/sign-attempt.ts';
import { signedInAs, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { sendRaw } from '../../support/raw-http.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const origin = 'https://vanban.saomai.gov.vn';
const greeting = JSON.stringify({ text: 'Xin chào' });
const part = Buffer.alloc(200_000, 'văn bản ');

describe('another deployment', () => {
  useFreshDatabase({ each: true });
  const app = useTestApp();
  let level: string;

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
    usePartners(undefined);
  });
  const told: string[] = [];
  beforeEach(() =>
    usePartners({
      origin: async () => origin,
      keysOf: async (id) => (id === 'thanh-binh' ? [publicKey] : []),
      refused: async ({ code }) => void told.push(code),
    }),
  );

  const signed = (method: string, path: string, body: string | Buffer = '') => {
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const url = new URL(`${origin}/api${path}`);
    return signAttempt({ method, url, bodySha256 }, { id: 'thanh-binh', key: privateKey }, new Date());
  };
  const greet = (headers: Readonly<Record<string, string>>, body = greeting) =>
    app
      .agent()
      .post('/api/partner/greetings')
      .set({ 'Content-Type': 'application/json', ...headers })
      .send(body);
  const sendPart = (headers: Readonly<Record<string, string>>, body = part, name = 'part') =>
    app
      .agent()
      .put(`/api/partner/parts/${name}`)
      .set({
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes 0-${body.length - 1}/300000`,
        ...headers,
      })
      .serialize((sent) => sent as string)
      .send(body as unknown as string);
  const said = async (answer: PromiseLike<{ status: number; body: { type?: string } }>) => {
    const { status, body } = await answer;
    return `${status} ${body.type?.replace('/problems/', '') ?? 'well'}`;
  };

  it('is known by the signature of its request, in whatever way it asks', async () => {
    const { status, body } = await greet(signed('POST', '/partner/greetings', greeting));
    expect([status, body]).to.deep.equal([200, { from: 'thanh-binh', text: 'Xin chào' }]);
    const looked = await app.agent().get('/api/partner/door').set(signed('GET', '/partner/door'));
    expect([looked.status, looked.body]).to.deep.equal([200, { from: 'thanh-binh' }]);
  });

  it('is nobody while no deployment is known here', async () => {
    usePartners(undefined);
    expect(await said(greet(signed('POST', '/partner/greetings', greeting)))).to.equal('401 attempt-invalid');
    expect(await said(greet({}))).to.equal('401 attempt-invalid');
  });

  it('is no person, and no person is one', async () => {
    expect(await said(greet(signedInAs()))).to.equal('400 attempt-malformed');
    const notes = app.agent().get('/api/notes').set(signed('GET', '/notes'));
    expect(await said(notes)).to.equal('401 unauthenticated');
  });

  it('asks once by one signature, for one thing, with one body', async () => {
    const headers = signed('POST', '/partner/greetings', greeting);
    expect(await said(greet(headers))).to.equal('200 well');
    expect(await said(greet(headers))).to.equal('401 attempt-replayed');
    const other = signed('POST', '/partner/greetings', greeting);
    expect(await said(greet(other, greeting.replace('chào', 'chao')))).to.equal('401 attempt-invalid');
    expect(await said(greet(signed('POST', '/partner/greetings?a=1', greeting)))).to.equal('401 attempt-invalid');
    expect(await said(greet(signed('GET', '/partner/greetings', greeting)))).to.equal('401 attempt-invalid');
    const twice = Object.entries(signed('GET', '/partner/door')).flatMap((line) => [line, line]);
    const lines = twice.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const answer = await sendRaw(app.port(), `GET /api/partner/door HTTP/1.1\r\nHost: localhost\r\n${lines}\r\n`);
    expect(String(answer)).to.contain('attempt-malformed');
    const refused = ['attempt-replayed', 'attempt-invalid', 'attempt-invalid', 'attempt-malformed'];
    // A body that is not the one that was signed was brought by a deployment that is known.
    expect(told.splice(0).slice(-4)).to.deep.equal(refused);
  });

  it('is asked for its signature before its body is looked at', async () => {
    expect(await said(greet(signed('POST', '/partner/other', greeting), '{'))).to.equal('401 attempt-invalid');
    expect(await said(greet(signed('POST', '/partner/greetings', '{'), '{'))).to.equal('400 malformed-json');
    expect(await said(greet(signed('POST', '/partner/greetings', '{"x":1}'), '{"x":1}'))).to.match(/^422 /);
  });

  describe('sends bytes', () => {
    it('and says where they belong', async () => {
      const sent = (range: string) =>
        said(sendPart({ ...signed('PUT', '/partner/parts/e', part), 'Content-Range': range }, part, 'e'));
      for (const odd of ['bytes 0-199998/300000', 'bytes 0-199999/*', '0-199999/300000', 'bytes 100001-300000/300000'])
        expect(await sent(odd), odd).to.equal('400 content-range-malformed');
      expect(await sent('bytes 1-200000/300000')).to.equal('409 offset-mismatch');
      expect(await sent('bytes 0-199999/300000')).to.equal('200 well');
    });

    it('which are taken as they come', async () => {
      const { status, body } = await sendPart(signed('PUT', '/partner/parts/part', part));
      expect([status, body]).to.deep.equal([200, { from: 'thanh-binh', offset: part.length }]);
    });

    it('which count for nothing when they are not those that were signed', async () => {
      const other = Buffer.alloc(part.length);
      expect(await said(sendPart(signed('PUT', '/partner/parts/b', part), other, 'b'))).to.equal('401 attempt-invalid');
      expect(await files().partial.offsetOf('b')).to.equal(0);
      expect(await said(sendPart(signed('PUT', '/partner/parts/b', part), part, 'b'))).to.equal('200 well');
    });

    it('of one type, a length that is said, and no more than may be', async () => {
      const headers = () => signed('PUT', '/partner/parts/c', part);
      const type = 'application/json';
      expect(await said(sendPart({ ...headers(), 'Content-Type': type }, part, 'c'))).to.match(/^415 /);
      expect(await said(sendPart({ ...headers(), 'Content-Encoding': 'gzip' }, part, 'c'))).to.match(/^415 /);
      const large = Buffer.alloc(256 * 1024 + 1);
      expect(await said(sendPart(signed('PUT', '/partner/parts/c', large), large, 'c'))).to.equal('413 too-large');
      const lines = Object.entries({
        ...headers(),
        'Content-Type': 'application/octet-stream',
        'Transfer-Encoding': 'chunked',
      });
      const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const chunked = `PUT /api/partner/parts/c HTTP/1.1\r\nHost: localhost\r\n${head}\r\n1\r\nx\r\n0\r\n\r\n`;
      expect(String(await sendRaw(app.port(), chunked))).to.contain('length-required');
      expect(await files().partial.offsetOf('c')).to.equal(0);
    });

    it('and breaks off: nothing is added', async () => {
      const head = Object.entries({
        ...signed('PUT', '/partner/parts/d', part),
        'Content-Type': 'application/octet-stream',
      });
      const lines = head.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const refusal = app.nextRefusal();
      const socket = connect(app.port(), '127.0.0.1');
      socket.write(
        `PUT /api/partner/parts/d HTTP/1.1\r\nHost: localhost\r\n${lines}Content-Range: bytes 0-199999/300000\r\nContent-Length: ${part.length}\r\n`,
      );
      socket.write('Expect: 100-continue\r\n\r\n');
      await once(socket, 'data');
      await new Promise<void>((sent) => socket.write(part.subarray(0, 100_000), () => sent()));
      socket.destroy();
      expect(await refusal).to.equal('client-gone');
      expect(await files().partial.offsetOf('d')).to.equal(0);
    });
  });
});
