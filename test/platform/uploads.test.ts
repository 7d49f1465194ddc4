import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { expect } from 'chai';
import { DomainError } from '../../server/platform/errors.ts';
import { newId } from '../../server/platform/ids.ts';
import { log } from '../../server/platform/log.ts';
import { readAll, readOne } from '../../server/platform/store.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import { uploadQuota } from '../../server/platform/upload-quota.ts';
import { uploads } from '../../server/platform/upload-store.ts';
import { takeUpload } from '../../server/platform/uploads.ts';
import { anActor, signedInAs, useTestApp } from '../support/app.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { sendRaw } from '../support/raw-http.ts';

const cap = 1024 * 1024;

/** The least that is taken for a PDF, `size` bytes long. */
function aPdf(size = 200): Buffer {
  const pdf = Buffer.alloc(size, 0x20);
  pdf.write('%PDF-1.7\n');
  pdf.write('\n%%EOF\n', size - 7);
  return pdf;
}

function part(headers: string, content: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`--b\r\n${headers}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')]);
}

const fileHeaders = 'Content-Disposition: form-data; name="file"; filename="a.pdf"';
const end = Buffer.from('--b--\r\n');

describe('uploads', () => {
  useFreshDatabase({ each: true });
  const app = useTestApp({ mostBytes: cap, deadlineMs: 1_500 });
  let level: string;

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });
  afterEach('no temporary file is left', async () => {
    expect(await app.incoming()).to.deep.equal([]);
  });

  const send = (content: Buffer, name = 'Công văn.pdf', headers: Readonly<Record<string, string>> = {}) =>
    app
      .agent()
      .post('/api/uploads')
      .set({ ...signedInAs(), ...headers })
      .attach('file', content, name);

  const sendBody = (body: Buffer | string, type = 'multipart/form-data; boundary=b') =>
    app
      .agent()
      .post('/api/uploads')
      .set({ ...signedInAs(), 'Content-Type': type })
      .serialize((sent) => sent as string)
      .send(body);

  async function expectRefusal(
    answer: PromiseLike<{ status: number; body: Record<string, unknown> }>,
    status: number,
    slug: string,
  ): Promise<void> {
    const { status: given, body } = await answer;
    expect({ status: given, type: body.type }).to.deep.equal({ status, type: `/problems/${slug}` });
    expect(await readAll(uploads, {})).to.deep.equal([]);
  }

  it('are kept for whoever sent them, measured, with their Vietnamese name', async () => {
    const pdf = aPdf();
    const { status, body } = await send(pdf);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    expect(status).to.equal(201);
    expect(body).to.include({ name: 'Công văn.pdf', mediaType: 'application/pdf', size: pdf.length, sha256 });
    const content = await app.agent().get(`/api/uploads/${body.uploadId}/content`).set(signedInAs()).buffer();
    expect(content.body).to.deep.equal(pdf);
    expect(content.headers).to.include({
      'content-type': 'application/pdf',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'x-content-sha256': sha256,
    });
    expect(content.headers['content-disposition']).to.equal(
      'inline; filename="Cong van.pdf"; filename*=UTF-8\'\'C%C3%B4ng%20v%C4%83n.pdf',
    );
  });

  it('are nothing to other people, and to the same person in another agency', async () => {
    const { body } = await send(aPdf());
    const path = `/api/uploads/${body.uploadId}/content`;
    for (const headers of [signedInAs('minh'), signedInAs('lan', 'so-tai-chinh')]) {
      expect((await app.agent().get(path).set(headers)).status).to.equal(404);
    }
    const take = (person: string, agency: string) =>
      inTransaction(anActor(person, agency), (tx) => takeUpload(tx, body.uploadId)).catch(
        (error: DomainError) => error.kind,
      );
    expect(await take('minh', 'so-noi-vu')).to.equal('not-found');
    expect(await take('lan', 'so-tai-chinh')).to.equal('not-found');
    expect(await take('lan', 'so-noi-vu')).to.have.property('sha256', body.sha256);
  });

  it('end after 24 hours', async () => {
    const { body } = await send(aPdf());
    const upload = await readOne(uploads, { _id: body.uploadId });
    expect(upload?.endsAt.getTime()).to.be.closeTo(Date.now() + 24 * 3600 * 1000, 60_000);
    await uploads.model.updateOne({ _id: body.uploadId }, { $set: { endsAt: new Date(Date.now() - 1) } });
    expect((await app.agent().get(`/api/uploads/${body.uploadId}/content`).set(signedInAs())).status).to.equal(404);
    const refusal = await inTransaction(anActor(), (tx) => takeUpload(tx, body.uploadId)).catch(
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(DomainError);
  });

  it('are refused when they are not what their name says, or nothing known', async () => {
    const strangers = [
      '<!doctype html><script>1</script>',
      'MZ\u0090',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'alert(1)',
    ];
    for (const text of strangers) await expectRefusal(send(Buffer.from(text)), 422, 'content-mismatch');
    await expectRefusal(send(aPdf(), 'a.docx'), 422, 'content-mismatch');
    await expectRefusal(send(aPdf(), 'a.exe'), 422, 'content-mismatch');
  });

  it('are taken up to the cap, and not one byte more, nor empty', async () => {
    expect((await send(aPdf(cap))).status).to.equal(201);
    await uploads.model.deleteMany({});
    await expectRefusal(send(aPdf(cap + 1)), 413, 'too-large');
    await expectRefusal(send(Buffer.alloc(0)), 422, 'empty-file');
  });

  it('are refused at once when their declared length is too long, and early without a length', async () => {
    const head =
      'POST /api/uploads HTTP/1.1\r\nHost: localhost\r\nX-Test-Person: lan\r\nContent-Type: multipart/form-data; boundary=b\r\n';
    const declared = await sendRaw(app.port(), `${head}Content-Length: 2147483648\r\n\r\n`);
    expect(declared).to.match(/^HTTP\/1.1 413 [\s\S]*too-large/);
    const body = Buffer.concat([part(fileHeaders, aPdf(cap + 70_000)), end]);
    const chunk = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
    const endless = await sendRaw(
      app.port(),
      Buffer.concat([Buffer.from(`${head}Transfer-Encoding: chunked\r\n\r\n`), chunk]),
    );
    expect(endless).to.match(/^HTTP\/1.1 413 [\s\S]*too-large/);
  });

  it('are refused before their body is read when nobody is signed in', async () => {
    const head = 'POST /api/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n';
    const answer = await sendRaw(app.port(), `${head}Content-Length: 104857600\r\n\r\n`);
    expect(answer).to.match(/^HTTP\/1.1 401 [\s\S]*unauthenticated/);
  });

  it('get a clean name, whatever was sent, and no path from it', async () => {
    const names = ['../../etc/passwd', 'C:\\x', 'CON', `${'a'.repeat(4_000)}.pdf`, 'a\u202efdp.pdf', '%0d%0aX: 1'];
    for (const name of names) {
      const body = Buffer.concat([
        part(`Content-Disposition: form-data; name="file"; filename="${name}"`, aPdf()),
        end,
      ]);
      const answer = await sendBody(body);
      expect(answer.status, name).to.equal(201);
      expect(answer.body.name, name).to.not.match(/[/\\\r\n\u202e:]/);
      const content = await app.agent().get(`/api/uploads/${answer.body.uploadId}/content`).set(signedInAs());
      expect(content.headers['content-disposition'], name).to.match(
        /^inline; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w%!.~-]+$/,
      );
    }
  });

  it('are malformed with a boundary that is missing, empty, too long or never comes', async () => {
    const body = Buffer.concat([part(fileHeaders, aPdf()), end]);
    for (const boundary of ['', '; boundary=', '; boundary=""', `; boundary=${'b'.repeat(71)}`]) {
      await expectRefusal(sendBody(body, `multipart/form-data${boundary}`), 400, 'malformed-multipart');
    }
    await expectRefusal(sendBody(part(fileHeaders, aPdf())), 400, 'malformed-multipart');
    await expectRefusal(sendBody(body.subarray(0, body.length - 4)), 400, 'malformed-multipart');
    await expectRefusal(sendBody('no part at all'), 400, 'malformed-multipart');
  });

  it('are malformed with a part that has no name, an empty one or another one', async () => {
    for (const name of ['', ' name=""', ' name="other"', ' name="file[]"']) {
      const headers = `Content-Disposition: form-data;${name ? `${name};` : ''} filename="a.pdf"`;
      await expectRefusal(sendBody(Buffer.concat([part(headers, aPdf()), end])), 400, 'malformed-multipart');
    }
    await expectRefusal(
      sendBody(Buffer.concat([part('Content-Disposition: form-data; name="file"', aPdf()), end])),
      400,
      'malformed-multipart',
    );
  });

  it('are malformed with fields that would grow arrays, depths or prototypes, and that is told at once', async () => {
    const began = Date.now();
    for (const name of ['items[4294967294]', `a${'[b]'.repeat(1_000)}`, '__proto__[x]', 'title']) {
      const body = Buffer.concat([
        part(`Content-Disposition: form-data; name="${name}"`, '1'),
        part(fileHeaders, aPdf()),
        end,
      ]);
      await expectRefusal(sendBody(body), 400, 'malformed-multipart');
    }
    expect(Date.now() - began).to.be.below(2_000);
    expect(({} as Record<string, unknown>).x).to.equal(undefined);
  });

  it('are malformed with many parts, two files, or headers beyond 8 KB', async () => {
    const many = Buffer.concat([
      ...Array.from({ length: 10_000 }, () => part('Content-Disposition: form-data; name="a"', '1')),
      end,
    ]);
    await expectRefusal(sendBody(many), 400, 'malformed-multipart');
    await expectRefusal(
      sendBody(Buffer.concat([part(fileHeaders, aPdf()), part(fileHeaders, aPdf()), end])),
      400,
      'malformed-multipart',
    );
    const long = part(`${fileHeaders}\r\nX-Long: ${'a'.repeat(9_000)}`, aPdf());
    await expectRefusal(sendBody(Buffer.concat([long, end])), 400, 'malformed-multipart');
  });

  it('are of an unsupported type unless they come as multipart/form-data', async () => {
    for (const type of ['application/pdf', 'multipart/mixed; boundary=b', 'text/plain']) {
      await expectRefusal(sendBody(aPdf(), type), 415, 'unsupported-media-type');
    }
  });

  it('are compared with the digest that was announced', async () => {
    const pdf = aPdf();
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    await expectRefusal(send(pdf, 'a.pdf', { 'X-Content-SHA256': '0'.repeat(64) }), 422, 'digest-mismatch');
    expect((await send(pdf, 'a.pdf', { 'X-Content-SHA256': sha256.toUpperCase() })).status).to.equal(201);
  });

  describe('may wait', () => {
    const waiting = (personId: string, size: number, endsAt = new Date(Date.now() + 3600_000)) => ({
      ...{ personId, agencyId: 'so-noi-vu', sha256: '0'.repeat(64), name: 'a.pdf', mediaType: 'application/pdf' },
      ...{ size, endsAt, version: 1 },
    });
    const keep = (rows: readonly ReturnType<typeof waiting>[]) =>
      uploads.model.insertMany(rows.map((row) => ({ _id: newId(), ...row })));

    it('as many bytes of one person as the quota says', async () => {
      await keep([waiting('lan', uploadQuota.bytes - 5_000)]);
      await send(aPdf()).expect(201);
      const { body, headers } = await send(aPdf(6_000)).expect(429);
      expect(body).to.deep.include({ type: '/problems/upload-quota', files: 2, mostBytes: uploadQuota.bytes });
      expect(Number(headers['retry-after'])).to.be.within(3_590, 3_600);
      await app.agent().post('/api/uploads').set(signedInAs('minh')).attach('file', aPdf(6_000), 'a.pdf').expect(201);
    });

    it('as many of one person as the quota says, and those that have ended count no more', async () => {
      const ended = new Date(Date.now() - 1);
      await keep(Array.from({ length: uploadQuota.files }, (_, index) => waiting('lan', 1, index ? undefined : ended)));
      await send(aPdf()).expect(201);
      await send(aPdf()).expect(429);
    });
  });

  it('that come too slowly are cut off after the deadline', async () => {
    const head =
      'POST /api/uploads HTTP/1.1\r\nHost: localhost\r\nX-Test-Person: lan\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n\r\n';
    const answer = await sendRaw(
      app.port(),
      Buffer.concat([Buffer.from(head), part(fileHeaders, aPdf()).subarray(0, 150)]),
    );
    expect(answer).to.match(/^HTTP\/1.1 408 [\s\S]*upload-timeout/);
  });

  it('that are broken off leave nothing behind', async () => {
    const head =
      'POST /api/uploads HTTP/1.1\r\nHost: localhost\r\nX-Test-Person: lan\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 90000\r\n\r\n';
    const half = Buffer.concat([Buffer.from(head), part(fileHeaders, aPdf(40_000))]);
    // The test ends each connection itself, as soon as its file has begun to arrive.
    for (let count = 0; count < 20; count += 1) {
      await breakOff(half);
      while ((await app.incoming()).length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await readAll(uploads, {})).to.deep.equal([]);
  });

  async function breakOff(half: Buffer): Promise<void> {
    const socket = connect(app.port(), '127.0.0.1');
    await new Promise<void>((resolve) => socket.write(half, () => resolve()));
    while ((await app.incoming()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
  }
});
