import { expect } from 'chai';
import { readAll } from '../../../server/platform/database/store.ts';
import { log } from '../../../server/platform/log.ts';
import { counters, notes, signedInAs, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { sendRaw } from '../../support/raw-http.ts';

describe('an idempotency key', () => {
  useFreshDatabase({ each: true });
  const app = useTestApp();
  let level: string;

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });

  const post = (key: string, body: object = { title: 'Công văn' }, who = signedInAs()) =>
    app
      .agent()
      .post('/api/notes')
      .set({ ...who, 'Idempotency-Key': key })
      .send(body);

  it('makes one act of a repeated request, which gets the first answer and says so', async () => {
    const first = await post('one-and-the-same');
    const again = await post('one-and-the-same');
    expect(first.status).to.equal(201);
    expect(first.headers).to.not.have.property('idempotency-replayed');
    expect(again.status).to.equal(201);
    expect(again.body).to.deep.equal(first.body);
    expect(again.headers['idempotency-replayed']).to.equal('true');
    expect(await readAll(notes, {})).to.have.length(1);
  });

  it('makes one act of 40 requests in parallel', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => post('in-parallel')));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).to.have.length(39);
    expect(await readAll(notes, {})).to.have.length(1);
  });

  it('is refused for another body', async () => {
    await post('with-another-body');
    const { status, body } = await post('with-another-body', { title: 'Tờ trình' });
    expect({ status, type: body.type }).to.deep.equal({ status: 422, type: '/problems/idempotency-conflict' });
    expect(await readAll(notes, {})).to.have.length(1);
  });

  it('is its sender’s own: other people and other agencies use the same without meeting', async () => {
    const answers = await Promise.all([
      post('everybody-uses-it'),
      post('everybody-uses-it', undefined, signedInAs('minh')),
      post('everybody-uses-it', undefined, signedInAs('lan', 'so-tai-chinh')),
    ]);
    expect(answers.map(({ body }) => body.number).sort()).to.deep.equal([1, 1, 2]);
  });

  it('of a refused act is free: the act is judged anew', async () => {
    const taken = { _id: 'other', version: 1, agencyId: 'so-noi-vu', number: 1, title: 'x', madeAt: new Date() };
    await notes.model.create(taken);
    expect((await post('judged-anew')).status).to.equal(409);
    await notes.model.deleteOne({ _id: 'other' });
    expect((await post('judged-anew')).status).to.equal(201);
    expect(await readAll(counters, {})).to.have.length(1);
  });

  it('is demanded for an act of legal effect, and has a form', async () => {
    const missing = await app.agent().post('/api/notes').set(signedInAs()).send({ title: 'a' });
    expect({ status: missing.status, type: missing.body.type }).to.deep.equal({
      status: 400,
      type: '/problems/idempotency-key-missing',
    });
    for (const key of [
      'short',
      'a'.repeat(201),
      'with space',
      'khoá-có-dấu'.normalize('NFD').replace(/[^\x20-\x7e]/g, '\u00e9'),
    ]) {
      const { status, body } = await post(key);
      expect({ status, type: body.type }, key).to.deep.equal({
        status: 400,
        type: '/problems/idempotency-key-malformed',
      });
    }
    const head =
      'POST /api/notes HTTP/1.1\r\nHost: localhost\r\nX-Test-Person: lan\r\nContent-Type: application/json\r\n';
    const withLineEnd = await sendRaw(
      app.port(),
      `${head}Idempotency-Key: abcdefgh\r\n\tijk\r\nContent-Length: 13\r\n\r\n{"title":"a"}`,
      /\r\n\r\n/,
    );
    expect(withLineEnd).to.match(/^HTTP\/1.1 400 /);
    const huge = await sendRaw(app.port(), `${head}Idempotency-Key: ${'a'.repeat(1_000_000)}\r\n\r\n`, /\r\n\r\n/);
    expect(huge).to.match(/^HTTP\/1.1 4(00|31) /);
    expect(await readAll(notes, {})).to.deep.equal([]);
  });
});
