import { expect } from 'chai';
import express from 'express';
import supertest from 'supertest';
import { proxyFault, watchProxy } from '../../../server/platform/edge/proxy-watch.ts';
import { log } from '../../../server/platform/log.ts';

const publicUrl = new URL('https://vanban.saomai.gov.vn');

describe('a proxy in front', () => {
  const fault = (trustProxy: number, headers: Readonly<Record<string, string>>, secure = false, url = publicUrl) =>
    proxyFault({ headers: { host: 'vanban.saomai.gov.vn', ...headers }, secure }, { publicUrl: url, trustProxy });

  it('that is believed and says all it should is right', () => {
    expect(fault(1, { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.1' }, true)).to.equal(undefined);
  });

  it('that is not believed, or keeps scheme or client to itself, is at fault', () => {
    expect(fault(0, { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.1' })).to.equal('not-trusted');
    expect(fault(0, {})).to.equal('not-trusted');
    expect(fault(1, { 'x-forwarded-for': '10.0.0.1' })).to.equal('no-scheme');
    expect(fault(1, { 'x-forwarded-proto': 'https' }, true)).to.equal('no-client');
  });

  it('is not judged by who comes from this machine, or where there is no https, or where the server ends TLS itself', () => {
    expect(fault(0, {}, true)).to.equal(undefined);
    expect(fault(0, { host: '127.0.0.1:3000' })).to.equal(undefined);
    expect(fault(0, { host: 'localhost' }, false, new URL('http://localhost'))).to.equal(undefined);
  });

  describe('at fault', () => {
    const lines: object[] = [];
    const { error } = log;
    before(() => {
      log.error = (about: object) => void lines.push(about);
    });
    after(() => {
      log.error = error;
    });

    it('is told of in the log, once', async () => {
      const app = express()
        .set('trust proxy', 1)
        .use(watchProxy({ publicUrl, trustProxy: 1 }));
      const ask = (headers: Readonly<Record<string, string>>) =>
        supertest(app)
          .get('/')
          .set({ Host: 'vanban.saomai.gov.vn:443', ...headers });
      for (let turn = 0; turn < 3; turn += 1) await ask({ 'X-Forwarded-For': '10.0.0.1' });
      for (let turn = 0; turn < 2; turn += 1) await ask({ 'X-Forwarded-Proto': 'https' });
      await ask({ 'X-Forwarded-For': '10.0.0.1', 'X-Forwarded-Proto': 'https' });
      expect(lines).to.deep.equal([{ fault: 'no-scheme' }, { fault: 'no-client' }]);
    });
  });
});
