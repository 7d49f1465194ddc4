import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { log } from '../../../server/platform/log.ts';
import { signedInAs, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('the application', () => {
  useFreshDatabase();
  let folder: string;
  let level: string;
  const app = useTestApp(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-client-'));
    await mkdir(join(folder, 'assets'));
    await mkdir(join(folder, '.git'));
    await writeFile(join(folder, 'index.html'), '<html><meta name="csp-nonce" content="__NONCE__" /></html>');
    await writeFile(join(folder, 'assets', 'main-1a2b3c.js'), 'export {};');
    await writeFile(join(folder, 'assets', 'main-1a2b3c.js.map'), '{}');
    for (const name of ['.env', '.sources', '.git/config']) await writeFile(join(folder, name), 'secret');
    return {
      publicUrl: new URL('https://vanban.saomai.gov.vn'),
      client: { folder, pages: ['/', '/incoming', '/incoming/:documentId'] },
    };
  });

  before(() => {
    level = log.level;
    log.level = 'silent';
  });
  after(async () => {
    log.level = level;
    await rm(folder, { recursive: true, force: true });
  });

  describe('protects every answer', () => {
    for (const path of ['/', '/api/notes', '/api/docs', '/nothing', '/assets/main-1a2b3c.js']) {
      it(`with its headers, also ${path}`, async () => {
        const { headers } = await app.agent().get(path);
        expect(headers).to.include({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'strict-transport-security': 'max-age=63072000',
        });
        expect(headers).to.not.have.any.keys('x-powered-by', 'access-control-allow-origin', 'server');
        expect(headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
        const policy = String(headers['content-security-policy']);
        expect(policy).to.include("script-src 'self' 'wasm-unsafe-eval';");
        expect(policy).to.include("frame-ancestors 'none'");
        expect(policy).to.include('upgrade-insecure-requests');
        expect(policy).to.match(/style-src 'self' 'nonce-[0-9a-f]{32}'/);
        expect(policy).to.not.include("'unsafe-");
      });
    }

    it('of the API from being kept', async () => {
      for (const path of ['/api/notes', '/api/nothing']) {
        expect((await app.agent().get(path).set(signedInAs())).headers['cache-control']).to.equal('no-store');
      }
    });
  });

  describe('serves the client', () => {
    it('with a fresh nonce in each page that the policy of that answer allows', async () => {
      const answers = await Promise.all(['/', '/incoming', '/incoming/123'].map((path) => app.agent().get(path)));
      const nonces = answers.map(({ status, text, headers }) => {
        expect(status).to.equal(200);
        expect(headers['cache-control']).to.equal('no-store');
        const nonce = /content="([^"]+)"/.exec(text)?.[1] ?? '';
        expect(headers['content-security-policy']).to.include(`'nonce-${nonce}'`);
        return nonce;
      });
      expect(new Set(nonces).size).to.equal(3);
    });

    it('with assets that are kept for ever, compressed for whoever can read it', async () => {
      for (const encoding of ['gzip', 'identity']) {
        for (let turn = 0; turn < 2; turn += 1) {
          const { status, text, headers } = await app
            .agent()
            .get('/assets/main-1a2b3c.js')
            .set('Accept-Encoding', encoding)
            .buffer();
          expect({ status, text }).to.deep.equal({ status: 200, text: 'export {};' });
          expect(headers['cache-control']).to.equal('public, max-age=31536000, immutable');
          expect(headers['content-type']).to.match(/^(text|application)\/javascript/);
          expect(headers['content-encoding']).to.equal(encoding === 'gzip' ? 'gzip' : undefined);
        }
      }
    });

    it('with the page that says so, where a browser opens what is not there', async () => {
      const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
      const get = (path: string) => app.agent().get(path).set('Accept', browser);
      const page = await get('/incomming/123');
      expect(page.status).to.equal(404);
      const [, nonce = ''] = /content="([^"]+)"/.exec(page.text) ?? [];
      expect(page.headers['content-security-policy']).to.include(`'nonce-${nonce}'`);
      for (const path of ['/package.json', '/.env', '/assets/missing', '/api/nothing'])
        expect((await get(path)).body.type, path).to.equal('/problems/not-found');
    });

    const hidden = ['/.env', '/.sources', '/.git/config', '/assets/main-1a2b3c.js.map', '/server/', '/server/main.ts'];
    const elsewhere = ['/index.html', '/package.json', '/assets/', '/assets/missing.js', '/api', '/api/', '/API/docs'];
    for (const path of [...hidden, ...elsewhere, '/api/docs/', '/healthz/']) {
      it(`but not ${path}`, async () => {
        const { status, body } = await app.agent().get(path);
        expect(status).to.equal(404);
        expect(body.type).to.equal('/problems/not-found');
      });
    }
  });

  describe('refuses what another site started', () => {
    const post = (headers: Readonly<Record<string, string>>) =>
      app
        .agent()
        .post('/api/notes')
        .set({ ...signedInAs(), 'Idempotency-Key': 'cross-site-test', ...headers });
    const good = { title: 'a' };

    it('by what the browser says of it', async () => {
      for (const site of ['cross-site', 'same-site']) {
        const { status, body } = await post({ 'Sec-Fetch-Site': site }).send(good);
        expect({ status, type: body.type }).to.deep.equal({ status: 403, type: '/problems/cross-site' });
      }
      expect((await post({ 'Sec-Fetch-Site': 'same-origin' }).send(good)).status).to.equal(201);
    });

    it('by its origin, when the browser is older', async () => {
      const others = ['https://evil.example', 'null', 'https://vanban.saomai.gov.vn.evil.example'];
      // Another scheme or port is another origin.
      const almost = ['http://vanban.saomai.gov.vn', 'https://vanban.saomai.gov.vn:8443', 'vanban.saomai.gov.vn'];
      for (const origin of [...others, ...almost]) {
        expect((await post({ Origin: origin }).send(good)).status, origin).to.equal(403);
      }
      expect((await post({ Origin: 'https://vanban.saomai.gov.vn' }).send(good)).status).to.equal(201);
    });

    it('and forms, which cannot send JSON', async () => {
      const form = await post({ 'Content-Type': 'text/plain' }).send('{"title":"a"}');
      expect(form.status).to.equal(415);
    });

    it('but lets links to us through', async () => {
      expect((await app.agent().get('/').set('Sec-Fetch-Site', 'cross-site')).status).to.equal(200);
    });
  });

  it('answers to its public name and to loopback names only', async () => {
    const ask = async (host: string) => (await app.agent().get('/').set('Host', host)).status;
    expect(await ask('vanban.saomai.gov.vn')).to.equal(200);
    expect(await ask('localhost:1')).to.equal(200);
    expect(await ask('[::1]:3000')).to.equal(200);
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1']) {
      expect(await ask(host), host).to.equal(421);
    }
  });

  it('tells whether it lives and is ready', async () => {
    const agent = app.agent();
    expect((await agent.get('/healthz')).body).to.deep.equal({ status: 'ok' });
    expect((await agent.get('/readyz')).body).to.deep.equal({ status: 'ready', failing: [], limited: [] });
  });

  it('measures requests by endpoint, for the machine itself and not through a proxy', async () => {
    await app.agent().get('/api/notes/123').set(signedInAs());
    const { status, text } = await app.agent().get('/metrics');
    expect(status).to.equal(200);
    expect(text).to.match(
      /vanban_request_duration_seconds_count\{method="GET",route="\/api\/notes\/:noteId",status="404"\} 1/,
    );
    expect(text).to.include('vanban_ledger_waiting_acts 0');
    expect(text).to.include('vanban_jobs{kind="test",state="dead"} 0');
    for (const files of ['uploads_waiting', 'files_set_aside'])
      expect(text).to.match(new RegExp(`^vanban_${files}_bytes 0$`, 'm'));
    expect((await app.agent().get('/metrics').set('X-Forwarded-For', '1.2.3.4')).status).to.equal(404);
  });
});
