import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { log } from '../../../server/platform/log.ts';
import { signedInAs, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

/** Files and sockets this process holds open, the server of the test included. */
const openDescriptors = async (): Promise<number> => (await readdir('/proc/self/fd')).length;

describe('a client that goes away', () => {
  useFreshDatabase();
  const app = useTestApp({ mostBytes: 16 * 1024 * 1024 });
  const lines: string[] = [];
  const { error, warn } = log;
  let path: string;

  before(async () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(8_000_000, 0x20), Buffer.from('\n%%EOF\n')]);
    const sent = await app.agent().post('/api/uploads').set(signedInAs()).attach('file', pdf, 'a.pdf').expect(201);
    path = `/api/uploads/${sent.body.uploadId}/content`;
    log.error = log.warn = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  });
  after(() => Object.assign(log, { error, warn }));

  /** Asks for the file, and goes away with the first bytes of it. */
  async function breakOff(): Promise<void> {
    const socket = connect(app.port(), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-Test-Person: lan\r\n\r\n`);
    await new Promise((begun) => socket.once('data', begun));
    socket.destroy();
  }

  it('in the middle of a download leaves no file open, however often, and is nobody’s error', async function () {
    this.timeout(60_000);
    await breakOff();
    const before = await openDescriptors();
    for (let round = 0; round < 30; round += 1) await Promise.all(Array.from({ length: 10 }, breakOff));
    while ((await openDescriptors()) > before + 2) await delay(20); // the time-out of the test is the judge
    expect(lines).to.deep.equal([]);
  });

  it('in the middle of what it sends is nobody’s error either', async () => {
    const halves = [
      'POST /api/notes HTTP/1.1\r\nContent-Type: application/json\r\nIdempotency-Key: 12345678\r\nContent-Length: 90\r\n',
      'POST /api/uploads HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000\r\n',
    ];
    for (const half of halves) {
      const refusal = app.nextRefusal();
      const socket = connect(app.port(), '127.0.0.1');
      socket.write(`${half}Host: localhost\r\nX-Test-Person: lan\r\nExpect: 100-continue\r\n\r\n`);
      await new Promise((told) => socket.once('data', told));
      await new Promise<void>((sent) => socket.write('{"title":', () => sent()));
      socket.destroy();
      expect(await refusal).to.equal('client-gone');
    }
    expect(lines).to.deep.equal([]);
  });

  it('is told by HEAD what would come, without the bytes', async () => {
    const answer = await app.agent().head(path).set(signedInAs()).expect(200);
    expect(answer.headers).to.include({ 'content-length': '8000016', 'content-type': 'application/pdf' });
  });
});
