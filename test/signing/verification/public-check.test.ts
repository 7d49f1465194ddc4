import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import supertest from 'supertest';
import { rateLimits } from '../../../server/platform/api/rate-limits.ts';
import { fileReceiver } from '../../../server/platform/edge/multipart.ts';
import { LocalFileStore, useFiles } from '../../../server/platform/files/files.ts';
import { stopWorkers } from '../../../server/platform/worker/worker-pool.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { signingRoutes } from '../../../server/signing/routes.ts';
import { eventsOf, useAuditedLedger, useIdentityApp } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aSealedPdf } from '../../support/signing.ts';

describe('the check that anybody may ask for', function () {
  this.timeout(60_000);
  useFreshDatabase();
  useAuditedLedger();
  const { verifyFile } = signingContract;
  const app = useIdentityApp({
    contracts: { signing: { verifyFile } },
    routes: signingRoutes.filter(({ name }) => name === 'verifyFile'),
    receiveFile: fileReceiver({ mostBytes: verifyFile.upload.maxBytes, deadlineMs: 60_000 }),
  });
  let folder: string;
  const sockets: Socket[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-files-'));
    useFiles(await LocalFileStore.at(folder));
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  after(async () => {
    await stopWorkers();
    await rm(folder, { recursive: true, force: true });
  });

  const check = (address: string) =>
    supertest(app.address()).post('/api/verifications').set('X-Forwarded-For', address);

  /** Begins to send a file that never ends; gives the answer, should one come. */
  async function begin(address: string): Promise<{ readonly socket: Socket; readonly answer: Promise<string> }> {
    const socket = connect(Number(new URL(app.address()).port), '127.0.0.1');
    sockets.push(socket);
    const head = `POST /api/verifications HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${address}\r\n`;
    socket.write(
      `${head}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000\r\nExpect: 100-continue\r\n\r\n`,
    );
    let text = '';
    const answer = new Promise<string>((done) =>
      socket.on('data', (data) => {
        text += data;
        if (/HTTP\/1.1 [2-5]/.test(text)) done(text);
      }),
    );
    await new Promise((told) => socket.once('data', told));
    return { socket, answer };
  }

  it('is answered to whoever is not signed in', async () => {
    const answer = await check('10.0.0.1')
      .attach('file', Buffer.from(await aSealedPdf()), 'a.pdf')
      .expect(200);
    expect(answer.body.verdict).to.equal('unclear'); // nobody is trusted here
  });

  it('takes two files at once from one network, a third is refused before it is sent', async () => {
    const two = await Promise.all([begin('2001:db8:0:7::1'), begin('2001:db8:0:7::2')]);
    const third = await begin('2001:db8:0:7::3');
    expect(await third.answer).to.match(/HTTP\/1.1 429 [\s\S]*Retry-After: 5\b[\s\S]*too-many-at-once/);
    await check('2001:db8:0:8::1').attach('file', Buffer.from('%PDF-1.7'), 'a.pdf').expect(200);
    for (const { socket } of two) socket.destroy();
    let status = 429;
    while (status === 429)
      ({ status } = await check('2001:db8:0:7::1').attach('file', Buffer.from('%PDF-1.7'), 'a.pdf'));
    expect(status).to.equal(200);
    await app.refusals().stop();
    expect(await eventsOf('deployment')).to.deep.include({
      type: 'refused',
      code: 'too-many-at-once',
      endpoint: 'POST /verifications',
    });
  });

  it('asks a network that has had its share for patience', async () => {
    await check('10.0.0.9').attach('file', Buffer.from('%PDF-1.7'), 'a.pdf').expect(200);
    await rateLimits.model.collection.updateOne({ key: 'public-check:10.0.0.9' }, { $set: { points: 120 } });
    const { body, headers } = await check('10.0.0.9').attach('file', Buffer.from('%PDF-1.7'), 'a.pdf').expect(429);
    expect(body.type).to.equal('/problems/too-many-requests');
    expect(Number(headers['retry-after'])).to.be.within(500, 600);
  });
});
