import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { log } from '../../server/platform/log.ts';
import { readAll } from '../../server/platform/store.ts';
import { counters, notes, signedInAs, useTestApp } from '../support/app.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { sendRaw } from '../support/raw-http.ts';

let lastKey = 0;
function aKey(): string {
  lastKey += 1;
  return `key-of-test-${lastKey}`;
}

describe('a bad request', () => {
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
  beforeEach(async () => {
    await Promise.all([notes.model.deleteMany({}), counters.model.deleteMany({})]);
  });
  afterEach('did no harm: nothing is stored, and the next good request is answered', async () => {
    expect(await readAll(notes, {})).to.deep.equal([]);
    const { status, body } = await post(JSON.stringify({ title: 'Công văn' }));
    expect({ status, number: body.number }).to.deep.equal({ status: 201, number: 1 });
  });

  function post(body: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
    const request = app.agent().post('/api/notes').set(signedInAs()).set('Idempotency-Key', aKey());
    return request
      .set('Content-Type', 'application/json')
      .set(headers)
      .serialize((sent) => sent as string)
      .send(body);
  }

  async function expectRefusal(
    answer: PromiseLike<{ status: number; body: Record<string, unknown>; headers: Record<string, string> }>,
    status: number,
    slug: string,
  ): Promise<Record<string, unknown>> {
    const { status: given, body, headers } = await answer;
    expect({ status: given, type: body.type }).to.deep.equal({ status, type: `/problems/${slug}` });
    expect(headers['content-type']).to.equal('application/problem+json; charset=utf-8');
    expect(body).to.include({ status, instance: headers['x-request-id'] });
    expect(body.title).to.be.a('string').and.not.equal('');
    return body;
  }

  describe('of JSON', () => {
    it('is malformed when it is cut short', () => expectRefusal(post('{"title": "Công'), 400, 'malformed-json'));

    it('is malformed when it is empty', () => expectRefusal(post(''), 400, 'malformed-json'));

    it('is refused when it is nested 100,000 deep', () => expectRefusal(post('['.repeat(100_000)), 400, 'too-deep'));

    it('is refused beyond 256 KB, declared or not', async () => {
      const long = JSON.stringify({ title: 'a'.repeat(2_000_000) });
      await expectRefusal(post(long), 413, 'too-large');
      const head = `POST /api/notes HTTP/1.1\r\nHost: localhost\r\nX-Test-Person: lan\r\nIdempotency-Key: ${aKey()}\r\n`;
      const chunk = `${(300_000).toString(16)}\r\n${'a'.repeat(300_000)}\r\n`;
      const answer = await sendRaw(
        app.port(),
        `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
      );
      expect(answer).to.match(/^HTTP\/1.1 413 /);
    });

    it('is of an unsupported type unless it says application/json', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json5', '']) {
        await expectRefusal(post('{"title":"a"}', { 'Content-Type': type }), 415, 'unsupported-media-type');
      }
    });

    it('is refused in another encoding than UTF-8 without a byte order mark', async () => {
      const utf7 = { 'Content-Type': 'application/json; charset=utf-7' };
      await expectRefusal(post('{"title":"a"}', utf7), 415, 'unsupported-media-type');
      await expectRefusal(post('\ufeff{"title":"a"}'), 400, 'malformed-json');
      const latin1 = Buffer.from('{"title":"Công văn"}', 'latin1');
      await expectRefusal(post(latin1), 400, 'malformed-json');
    });

    it('is refused when a name stands twice', () =>
      expectRefusal(post('{"title":"a","t\\u0069tle":"b"}'), 400, 'duplicate-key'));

    it('is refused when it brings properties that nobody asked for', async () => {
      for (const extra of ['"isAdmin":true', '"number":1', '"state":"signed"', '"agencyId":"x"']) {
        const body = await expectRefusal(post(`{"title":"a",${extra}}`), 422, 'unknown-property');
        expect(body.fields).to.have.length(1);
      }
    });

    it('is refused when it reaches for prototypes, and changes none', async () => {
      for (const name of ['"__proto__":{"x":1}', '"constructor":{"prototype":{"x":1}}', '"\\u005f_proto__":{"x":1}']) {
        await expectRefusal(post(`{"title":"a",${name}}`), 422, 'unknown-property');
      }
      expect(({} as Record<string, unknown>).x).to.equal(undefined);
    });

    it('is refused when an operator stands where a value is meant', async () => {
      await expectRefusal(post('{"title":{"$gt":""}}'), 422, 'type-mismatch');
      await expectRefusal(post('{"title":"a","$where":"1"}'), 422, 'unknown-property');
    });

    it('is refused with numbers that are none, or out of range', async () => {
      for (const priority of ['1e999', '"NaN"', '9007199254740993', '-0', '-1', '1.5']) {
        const { status } = await post(`{"title":"a","priority":${priority}}`);
        expect(status, priority).to.equal(422);
      }
      await expectRefusal(post('{"title":"a","priority":NaN}'), 400, 'malformed-json');
    });

    it('is refused with characters that hide or reorder others', async () => {
      for (const character of ['\\u0000', '\\ud800', '\\u202e', '\\u0007']) {
        await expectRefusal(post(`{"title":"a${character}b"}`), 422, 'forbidden-character');
      }
      const onlyJoiners = await post(`{"title":"${'\u200d'.repeat(50)}"}`);
      expect(onlyJoiners.status).to.equal(422);
    });

    it('is refused when a text is longer than its field', async () => {
      await expectRefusal(post(JSON.stringify({ title: 'ă'.repeat(501) })), 422, 'too-long');
      await expectRefusal(post(JSON.stringify({ title: 'a'.repeat(100_000) })), 422, 'too-long');
    });

    it('is refused compressed', () =>
      expectRefusal(post(gzipSync('{"title":"a"}'), { 'Content-Encoding': 'gzip' }), 415, 'unsupported-media-type'));

    it('names each field that is wrong', async () => {
      const body = await expectRefusal(post('{"priority":"high"}'), 422, 'invalid-request');
      const fields = body.fields as { pointer: string; code: string }[];
      expect(fields.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
        '/body/title required',
        '/body/priority type-mismatch',
      ]);
    });
  });

  describe('of HTTP', () => {
    it('is answered 431 when its headers are longer than 16 KB', async () => {
      const answer = await sendRaw(
        app.port(),
        `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`,
        /\r\n\r\n/,
      );
      expect(answer).to.match(/^HTTP\/1.1 431 /);
    });

    it('is answered 405 with what is allowed for other methods, TRACE among them', async () => {
      const { headers } = await app.agent().put('/api/notes').set(signedInAs()).send('{}');
      expect(headers.allow).to.equal('GET, HEAD, POST');
      await expectRefusal(app.agent().delete('/api/notes').set(signedInAs()), 405, 'method-not-allowed');
      const trace = await sendRaw(app.port(), 'TRACE /api/notes HTTP/1.1\r\nHost: localhost\r\n\r\n');
      expect(trace).to.match(/^HTTP\/1.1 405 [\s\S]*Allow: DELETE, GET/);
      const unknown = await sendRaw(app.port(), 'STEAL /api/notes HTTP/1.1\r\nHost: localhost\r\n\r\n', /\r\n\r\n/);
      expect(unknown).to.match(/^HTTP\/1.1 400 /);
    });

    it('finds nothing by a path that leaves the tree or cannot be decoded', async () => {
      for (const path of ['/%2e%2e/etc/passwd', '/a%00b', '/%E0%A4%A', '/%c0%ae%c0%ae/', '/api/notes/%E0%A4%A']) {
        const answer = await sendRaw(
          app.port(),
          `GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-Test-Person: lan\r\n\r\n`,
        );
        expect(answer, path).to.match(/^HTTP\/1.1 40[04] [\s\S]*application\/problem\+json/);
      }
    });

    it('is answered 421 under a name that is not ours, and 400 for an absolute address', async () => {
      await expectRefusal(
        app
          .agent()
          .get('/api/notes')
          .set({ ...signedInAs(), Host: 'evil.example' }),
        421,
        'misdirected-request',
      );
      const absolute = await sendRaw(
        app.port(),
        'GET http://evil.example/api/notes HTTP/1.1\r\nHost: localhost\r\n\r\n',
      );
      expect(absolute).to.match(/^HTTP\/1.1 400 /);
    });
  });

  describe('to a list', () => {
    const list = (search: string) => app.agent().get(`/api/notes?${search}`).set(signedInAs());

    it('is refused with more than 100 parameters', () =>
      expectRefusal(
        list(
          Array.from({ length: 10_000 }, (_, at) => `a${at}=1`)
            .join('&')
            .slice(0, 10_000),
        ),
        400,
        'too-many-parameters',
      ));

    it('is refused when a parameter is given twice', () =>
      expectRefusal(list('priority=high&priority=low'), 400, 'repeated-parameter'));

    it('is refused with parameters or fields it does not know', async () => {
      await expectRefusal(list('filter[$ne]=1'), 422, 'unknown-parameter');
      await expectRefusal(list('fields=passwordHash'), 422, 'unknown-parameter');
      for (const sort of ['-password', '$natural']) expect((await list(`sort=${sort}`)).status).to.equal(422);
      await expectRefusal(app.agent().get('/api/notes/1?full=1').set(signedInAs()), 422, 'unknown-parameter');
    });

    it('is refused when it asks for too many rows, or none', async () => {
      for (const wrong of ['1000000', '-1', '9e15', '0', '']) {
        expect((await list(`limit=${wrong}`)).status, wrong).to.equal(422);
      }
    });
  });

  it('by an id that is none finds the same nothing as a missing one', async () => {
    const answers = await Promise.all(
      ['[object Object]', 'a'.repeat(25), 'null', "1' OR '1'='1", '{"$ne":null}'].map((id) =>
        app
          .agent()
          .get(`/api/notes/${encodeURIComponent(id)}`)
          .set(signedInAs()),
      ),
    );
    for (const answer of answers) await expectRefusal(Promise.resolve(answer), 404, 'not-found');
    expect(new Set(answers.map(({ body }) => JSON.stringify({ ...body, instance: '' }))).size).to.equal(1);
  });

  it('without rights is refused before its body is looked at', async () => {
    const stranger = app.agent().post('/api/notes').set('Content-Type', 'application/json').send('{"');
    await expectRefusal(stranger, 401, 'unauthenticated');
    const guest = app
      .agent()
      .post('/api/notes')
      .set(signedInAs('khach'))
      .set('Content-Type', 'application/json')
      .send('{"');
    await expectRefusal(guest, 403, 'forbidden');
  });

  it('that meets a mistake of ours learns its request id and nothing else', async () => {
    const body = await expectRefusal(app.agent().post('/api/failures'), 500, 'internal-error');
    expect(JSON.stringify(body)).to.not.match(/hunter2|password|\.ts/);
  });
});
