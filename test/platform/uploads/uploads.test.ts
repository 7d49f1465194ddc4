import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { readAll, readOne } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { files } from '../../../server/platform/files/files.ts';
import { partialUploadName } from '../../../server/platform/files/partial-names.ts';
import { newId } from '../../../server/platform/ids.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { log } from '../../../server/platform/log.ts';
import { uploadQuota } from '../../../server/platform/uploads/upload-quota.ts';
import { begunUploads, uploads } from '../../../server/platform/uploads/upload-store.ts';
import { takeUpload } from '../../../server/platform/uploads/uploads.ts';
import { anActor, signedInAs, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const cap = 1024 * 1024;

/** The least that is taken for a PDF, `size` bytes long. */
function aPdf(size = 200): Buffer {
  const pdf = Buffer.alloc(size, 0x20);
  pdf.write('%PDF-1.7\n');
  pdf.write('\n%%EOF\n', size - 7);
  return pdf;
}

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

  it('come in parts to whoever asks for a part', async () => {
    const pdf = aPdf(5_000);
    const { body } = await send(pdf);
    const path = `/api/uploads/${body.uploadId}/content`;
    const get = (headers: Readonly<Record<string, string>>) =>
      app
        .agent()
        .get(path)
        .set({ ...signedInAs(), ...headers });
    const said = ({ status, headers }: Awaited<ReturnType<typeof get>>) =>
      [status, headers['content-length'], headers['content-range'], headers['accept-ranges']].join(' ');

    const part = await get({ Range: 'bytes=1000-2999' }).buffer();
    expect(said(part)).to.equal('206 2000 bytes 1000-2999/5000 bytes');
    expect(part.headers['content-security-policy']).to.equal("default-src 'none'; sandbox");
    expect(Buffer.compare(part.body, pdf.subarray(1_000, 3_000))).to.equal(0);
    const end = await get({ Range: 'bytes=-7' });
    expect([said(end), end.body.toString()]).to.deep.equal(['206 7 bytes 4993-4999/5000 bytes', '\n%%EOF\n']);
    const beyond = await get({ Range: 'bytes=5000-' });
    expect(beyond.body).to.include({ type: '/problems/range-not-satisfiable', status: 416 });
    expect([beyond.status, beyond.headers['content-range']]).to.deep.equal([416, 'bytes */5000']);
    for (const headers of [{ Range: 'bytes=0-1,4-5' }, { Range: 'bytes=0-1', 'If-Range': '"1"' }, {}])
      expect(said(await get(headers))).to.equal('200 5000  bytes');
    const head = await app
      .agent()
      .head(path)
      .set({ ...signedInAs(), Range: 'bytes=0-1' });
    expect(said(head)).to.equal('200 5000  bytes');
  });

  it('leave in no part when they are not what was stored', async () => {
    const { body } = await send(aPdf(5_000));
    const upload = await readOne(uploads, { _id: body.uploadId });
    const path = join(app.filesFolder(), upload?.sha256.slice(0, 2) ?? '', upload?.sha256 ?? '');
    await chmod(path, 0o640);
    await writeFile(path, Buffer.alloc(5_000));
    const content = app.agent().get(`/api/uploads/${body.uploadId}/content`);
    const part = await content.set({ ...signedInAs(), Range: 'bytes=0-9' });
    expect([part.status, part.body.type]).to.deep.equal([500, '/problems/integrity-failure']);
  });

  it('are of an unsupported type unless they come as multipart/form-data', async () => {
    for (const type of ['application/pdf', 'multipart/mixed; boundary=b', 'text/plain']) {
      await expectRefusal(sendBody(aPdf(), type), 415, 'unsupported-media-type');
    }
  });

  it('may be announced with their digest, in letters of either size', async () => {
    const pdf = aPdf();
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    expect((await send(pdf, 'a.pdf', { 'X-Content-SHA256': sha256.toUpperCase() })).status).to.equal(201);
  });

  describe('may be sent in parts', () => {
    const begin = (name: string, size: number, as = signedInAs()) =>
      app.agent().post('/api/begun-uploads').set(as).send({ name, size });
    const at = (id: string, as = signedInAs()) => app.agent().get(`/api/begun-uploads/${id}`).set(as);
    const put = (id: string, bytes: Buffer, [from, total]: readonly [number, number], as = signedInAs()) =>
      app
        .agent()
        .put(`/api/begun-uploads/${id}`)
        .set({ ...as, 'Content-Type': 'application/octet-stream' })
        .set('Content-Range', `bytes ${from}-${from + bytes.length - 1}/${total}`)
        .send(bytes);

    it('which go on where they were, and are an upload once all have come', async () => {
      const pdf = aPdf(5_000);
      const { body: begun } = await begin('Phụ lục.pdf', 5_000).expect(201);
      expect(begun).to.deep.include({ offset: 0, size: 5_000, upload: null });
      const id = begun.begunId;
      expect((await put(id, pdf.subarray(0, 3_000), [0, 5_000])).body).to.include({ offset: 3_000, upload: null });
      const again = await put(id, pdf.subarray(0, 3_000), [0, 5_000]);
      expect([again.status, again.body.type, again.body.offset]).to.deep.equal([
        409,
        '/problems/offset-mismatch',
        3_000,
      ]);
      expect((await put(id, pdf.subarray(3_000), [3_000, 6_000])).status).to.equal(422);
      expect((await at(id)).body).to.include({ offset: 3_000 });
      const { body: whole } = await put(id, pdf.subarray(3_000), [3_000, 5_000]).expect(200);
      const sha256 = createHash('sha256').update(pdf).digest('hex');
      expect(whole.upload).to.include({ name: 'Phụ lục.pdf', mediaType: 'application/pdf', size: 5_000, sha256 });
      const content = await app.agent().get(`/api/uploads/${whole.upload.uploadId}/content`).set(signedInAs()).buffer();
      expect(content.body).to.deep.equal(pdf);
      // The answer to the last part may be lost: it is not sent again.
      expect((await at(id)).body).to.deep.equal(whole);
      expect((await put(id, pdf.subarray(3_000), [3_000, 5_000])).body).to.deep.equal(whole);
      expect(await readAll(uploads, {})).to.have.length(1);
    });

    it('and are an upload although the server that received the last part died over it', async () => {
      const { body: begun } = await begin('a.pdf', 200).expect(201);
      const id = partialUploadName(begun.begunId);
      await files().partial.append(id, { from: 0, total: 200 }, Readable.from([aPdf()]));
      const { body: whole } = await at(begun.begunId).expect(200);
      expect(whole.upload).to.include({ name: 'a.pdf', size: 200 });
      expect((await at(begun.begunId)).body).to.deep.equal(whole);
    });

    it('by whoever announced them, within the limits of files and of one person, in a day', async () => {
      const { body: begun } = await begin('a.pdf', 200).expect(201);
      const id = begun.begunId;
      for (const as of [signedInAs('minh'), signedInAs('lan', 'so-tai-chinh')]) {
        expect([(await at(id, as)).status, (await put(id, aPdf(), [0, 200], as)).status]).to.deep.equal([404, 404]);
      }
      const beyond = await begin('a.pdf', 100 * 1024 ** 2 + 1);
      expect([beyond.status, beyond.body.maxBytes]).to.deep.equal([413, 100 * 1024 ** 2]);
      const row = { personId: 'lan', agencyId: 'so-noi-vu', name: 'a.pdf', size: uploadQuota.bytes - 300, version: 1 };
      await begunUploads.model.create({ _id: newId(), ...row, endsAt: new Date(Date.now() + 3600_000) });
      expect((await begin('a.pdf', 200)).body.type).to.equal('/problems/upload-quota');
      await begunUploads.model.updateMany({}, { $set: { endsAt: new Date(Date.now() - 1) } });
      expect((await at(id)).status).to.equal(404);
    });

    it('and are forgotten when they are no known file', async () => {
      const { body: begun } = await begin('a.pdf', 200).expect(201);
      const refused = await put(begun.begunId, Buffer.alloc(200, 'x'), [0, 200]);
      expect([refused.status, refused.body.type]).to.deep.equal([422, '/problems/content-mismatch']);
      expect((await at(begun.begunId)).body).to.include({ offset: 0, upload: null });
    });
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
});
