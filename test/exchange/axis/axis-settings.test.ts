import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { agenciesIn, docIdIn, edocItemsIn } from '../../../server/exchange/axis/axis-answers.ts';
import { readAxisSettings } from '../../../server/exchange/axis/axis-settings.ts';
import { axisDay, axisMoment, dayIn, momentIn } from '../../../server/exchange/axis/axis-times.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';

describe('the connection with the axis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vanban-test-axis-'));
  const file = join(folder, 'axis.json');
  const failureOf = async (text: string): Promise<StartUpFailure> => {
    writeFileSync(file, text);
    const failure = await readAxisSettings(file).catch((error: unknown) => error);
    return failure instanceof StartUpFailure ? failure : expect.fail('It was read');
  };
  after(() => rmSync(folder, { recursive: true }));

  it('takes an address and a file, both or neither', () => {
    const both = parseConfig({ AXIS_URL: 'https://truc.example/vxp', AXIS_FILE: 'axis.json' }, '/srv');
    expect(both.axis).to.deep.equal({ url: 'https://truc.example/vxp', file: '/srv/axis.json' });
    expect(parseConfig({}, '/srv').axis).to.equal(undefined);
    expect(() => parseConfig({ AXIS_URL: 'https://truc.example' }, '/srv')).to.throw(StartUpFailure, 'AXIS_FILE');
  });

  it('has the usual paths and words where the file names no other', async () => {
    writeFileSync(
      file,
      JSON.stringify({
        agencies: { H01: { secret: 'x' } },
        operations: { getEdoc: '/api/get' },
        statuses: { done: 'received' },
        answers: { G22: ['revoke'] },
      }),
    );
    const { operations, types, statuses, answers } = await readAxisSettings(file);
    expect(statuses).to.deep.equal({ initial: 'initial', done: 'received', fail: 'fail' });
    expect(operations).to.include({ getEdoc: '/api/get', sendEdoc: '/v1/sendEdoc' });
    expect(types).to.deep.equal({});
    expect(answers).to.deep.equal({ G22: ['revoke'] });
  });

  it('refuses a file that says something else, and repeats none of its secrets', async () => {
    const wrong = [
      '',
      '[]',
      '{"agencies":{"H01":{"secret":17}}}',
      '{"agencies":{},"operations":{"sendEdoc":"//evil.example/"}}',
    ];
    for (const text of [...wrong, '{"agencies":{"H01":{"secret":"hush","other":1}}}']) {
      expect((await failureOf(text)).message, text).to.not.include('hush');
    }
    expect((await failureOf('{"agencies":{"H01":{"secret":17}}}')).message).to.include('agencies.H01.secret');
    rmSync(file);
    const missing = await readAxisSettings(file).catch((error: unknown) => error);
    expect(missing).to.be.instanceOf(StartUpFailure);
  });
});

describe('answers of the axis', () => {
  const answer = (said: unknown, status = 200) => ({ status, headers: {}, body: Buffer.from(JSON.stringify(said)) });
  const refusalOf = (said: unknown, status = 200): string => {
    try {
      return docIdIn(answer(said, status));
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  };

  it('are read however their members are spelled', () => {
    for (const said of [{ DocId: 7 }, { docID: '7', ErrorCode: 0 }, { doc_id: '7', errorCode: '0' }, { id: '7' }])
      expect(docIdIn(answer(said))).to.equal('7');
    const item = { docid: '1', from: 'G22', to: 'H01', status: 'initial' };
    for (const said of [
      [{ ...item, created_time: 1 }],
      { ErrorCode: '0', ListItem: [item] },
      { data: [{ ...item, docid: 1 }] },
    ])
      expect(edocItemsIn(answer(said))).to.deep.equal([item]);
    expect(edocItemsIn(answer({ ErrorCode: '0' }))).to.deep.equal([]);
    expect(agenciesIn(answer({ Agencies: [{ Code: 'G22', Name: 'VPCP', Mail: '' }] }))).to.deep.equal([
      { code: 'G22', name: 'VPCP' },
    ]);
  });

  it('are refusals, or leave it unknown, by their code', () => {
    expect(refusalOf({ ErrorCode: '15' })).to.equal('axis-denied');
    expect(refusalOf({}, 401)).to.equal('axis-denied');
    expect(refusalOf({ ErrorCode: '18', ErrorDesc: 'sai' })).to.equal('axis-refused');
    expect(refusalOf({}, 404)).to.equal('axis-refused');
    expect(refusalOf({}, 503)).to.equal('partner-unanswered');
    expect(refusalOf({}, 429)).to.equal('partner-busy');
    expect(refusalOf({ ErrorCode: '0' })).to.equal('partner-unanswered');
  });
});

describe('times on the axis', () => {
  it('are read in the form of the standard and in others, and written in that', () => {
    for (const said of ['2026/09/03', '2026-9-3', '03/09/2026', '2026/09/03 08:00:00', '2026-09-03T08:00:00'])
      expect(dayIn(said), said).to.equal('2026-09-03');
    for (const said of ['', null, undefined, 'hôm nay', '2026/02/31', '31/02/2026'])
      expect(dayIn(said)).to.equal(undefined);
    expect(momentIn('2026/09/03 00:30:00')?.toISOString()).to.equal('2026-09-02T17:30:00.000Z');
    expect(momentIn('2026/09/03 25:00:00')).to.equal(undefined);
    expect(axisDay('2026-09-03')).to.equal('2026/09/03');
    expect(axisMoment(new Date('2026-09-02T17:00:05Z'))).to.equal('2026/09/03 00:00:05');
  });
});
