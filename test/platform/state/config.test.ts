import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseConfig, variableNames } from '../../../server/platform/state/config.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';

const parse = (environment: Record<string, string>) => parseConfig(environment, '/srv/vanban');
const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://vanban.saomai.gov.vn',
  KEYS_DIR: '/etc/vanban/keys',
};

describe('configuration', () => {
  it('needs nothing: a demo on loopback with the embedded database', () => {
    const config = parse({});
    expect(config).to.include({ host: '127.0.0.1', port: 3000, demo: true, production: false, role: 'all' });
    expect(config.database.kind).to.equal('embedded');
    expect(config.storageFolder).to.equal('/srv/vanban/storage');
    expect(config.keysFolder).to.equal('/srv/vanban/storage/keys');
  });

  it('takes relative folders from the working directory and an empty value as none', () => {
    const config = parse({ STORAGE_DIR: 'data', KEYS_DIR: '', PORT: '' });
    expect(config.keysFolder).to.equal('/srv/vanban/data/keys');
    expect(config.port).to.equal(3000);
  });

  it('keeps a fetched mongod with the sources, and in production with the data', () => {
    expect(parse({}).toolsFolder).to.equal('/srv/vanban/storage/tools/mongod');
    expect(parse({ ...production, STORAGE_DIR: '/data' }).toolsFolder).to.equal('/data/tools/mongod');
  });

  it('takes several timestamp authorities, and none', () => {
    expect(parse({ TSA_URLS: 'http://one/tsa, https://two' }).timestampAuthorities).to.deep.equal([
      'http://one/tsa',
      'https://two',
    ]);
    expect(parse({}).timestampAuthorities).to.deep.equal([]);
  });

  it('asks the Government’s authority about revoked certificates unless told otherwise, and bears with silence', () => {
    expect(parse({}).revocation).to.deep.equal({
      policy: 'soft',
      hosts: ['ca.gov.vn', '*.ca.gov.vn'],
      networks: [],
      crlFolder: undefined,
    });
    const own = { REVOCATION: 'hard', REVOCATION_HOSTS: 'ocsp.saomai.gov.vn:8080, 10.1.2.3', CRL_DIR: 'crls' };
    const { revocation } = parse({ ...own, REVOCATION_NETWORKS: '10.0.0.0/8,fc00::/7' });
    expect(revocation).to.deep.equal({
      policy: 'hard',
      hosts: ['ocsp.saomai.gov.vn:8080', '10.1.2.3'],
      networks: ['10.0.0.0/8', 'fc00::/7'],
      crlFolder: '/srv/vanban/crls',
    });
  });

  it('makes no demo of a database somebody names, nor in production', () => {
    expect(parse({ MONGODB_URI: 'mongodb://db/?replicaSet=rs0' }).demo).to.equal(false);
    expect(parse(production).demo).to.equal(false);
  });

  for (const [name, value] of [
    ['PORT', '99999'],
    ['PORT', 'abc'],
    ['HOST', 'máy chủ'],
    ['PUBLIC_URL', 'ftp://vanban'],
    ['PUBLIC_URL', 'https://saomai.gov.vn/vanban'],
    ['PUBLIC_URL', 'https://saomai.gov.vn/?a=1'],
    ['PUBLIC_URL', 'https://saomai.gov.vn/#a'],
    ['STOP_DELAY_SECONDS', '16'],
    ['TRUST_PROXY', 'yes'],
    ['ROLE', 'boss'],
    ['MONGODB_DATABASE', 'a b'],
    ['TSA_URLS', 'ftp://tsa'],
    ['REVOCATION', 'off'],
    ['REVOCATION_HOSTS', 'http://ca.gov.vn/'],
    ['REVOCATION_NETWORKS', '10.0.0.0/33'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO', 'maybe'],
    ['NODE_ENV', 'prod'],
  ] as const) {
    it(`refuses ${name}=${value} in one sentence that names both`, () => {
      expect(() => parse({ [name]: value })).to.throw(StartUpFailure, `${name}=${value}`);
    });
  }

  it('does not repeat an address that may hold a password', () => {
    for (const wrong of [{ MONGODB_URI: 'http://me:hunter2@db' }, { AUTHORITY_PROXY: 'ftp://me:hunter2@proxy' }]) {
      expect(() => parse(wrong))
        .to.throw(StartUpFailure)
        .with.property('message')
        .not.match(/hunter2/);
    }
  });

  for (const [why, environment] of [
    ['another machine could listen in', { HOST: '0.0.0.0' }],
    ['http leaves this machine', { PUBLIC_URL: 'http://vanban.saomai.gov.vn' }],
    ['a second process cannot share the embedded database', { ROLE: 'worker' }],
    ['demo accounts are no production', { ...production, DEMO: '1' }],
    ['keys may not lie in the storage of production', { ...production, KEYS_DIR: 'storage/keys' }],
    ['production has an address', { NODE_ENV: 'production' }],
  ] as const) {
    it(`refuses a contradiction: ${why}`, () => {
      expect(() => parse(environment)).to.throw(StartUpFailure);
    });
  }

  it('accepts a whole production', () => {
    const config = parse({
      ...production,
      HOST: '0.0.0.0',
      TRUST_PROXY: '1',
      MONGODB_URI: 'mongodb://db',
      ROLE: 'web',
    });
    expect(config).to.include({ production: true, trustProxy: 1, role: 'web', logLevel: 'info' });
  });

  it('is documented variable by variable', async () => {
    const text = await readFile(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');
    const documented = [...text.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, name]) => name);
    expect(documented).to.deep.equal([...variableNames]);
  });
});
