import { expect } from 'chai';
import express from 'express';
import supertest from 'supertest';
import { readyz } from '../../../server/platform/edge/health.ts';
import { log } from '../../../server/platform/log.ts';

describe('readiness', () => {
  let level: string;
  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(() => {
    log.level = level;
  });

  it('is 503 with the names of what is missing, also when asking fails', async () => {
    const failing = async () => {
      throw new Error('no connection');
    };
    const app = express().get(
      '/readyz',
      readyz([
        { name: 'keys', ready: () => true },
        { name: 'mongod', ready: () => false },
        { name: 'database', ready: failing },
      ]),
    );
    const { status, headers, body } = await supertest(app).get('/readyz');
    expect(status).to.equal(503);
    expect(headers['retry-after']).to.equal('4');
    expect(body).to.deep.equal({ status: 'not-ready', failing: ['mongod', 'database'], limited: [] });
  });

  it('stays where only writing is hindered, and says so: reading goes on', async () => {
    const full = { name: 'disk', partly: true, ready: async () => false } as const;
    const app = express().get('/readyz', readyz([{ name: 'database', ready: () => true }, full]));
    const { status, body } = await supertest(app).get('/readyz');
    expect(status).to.equal(200);
    expect(body).to.deep.equal({ status: 'ready', failing: [], limited: ['disk'] });
  });
});
