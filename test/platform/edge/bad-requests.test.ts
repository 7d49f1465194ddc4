import { expect } from 'chai';
import { readAll } from '../../../server/platform/database/store.ts';
import { log } from '../../../server/platform/log.ts';
import { counters, notes, signedInAs, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

let lastKey = 0;
function aKey(): string {
  lastKey += 1;
  return `key-of-test-${lastKey}`;
}

/* Every kind of bad input with its answer stands in test/bad-inputs; here is what is no kind of input. */

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

  it('names each field that is wrong', async () => {
    const body = await expectRefusal(post('{"priority":"high"}'), 422, 'invalid-request');
    const fields = body.fields as { pointer: string; code: string }[];
    expect(fields.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/body/title required',
      '/body/priority type-mismatch',
    ]);
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
