import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import supertest from 'supertest';
import { z } from 'zod';
import { packagesReached, readLockfile } from '../../scripts/lockfile.ts';
import { importsOf } from '../../server/platform/start/source-imports.ts';
import { aCertificate, basicConstraints, usages } from '../support/certificates.ts';
import { testDatabase } from '../support/mongo.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { aSignedPdf } from '../support/signing.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const host = 'vanban.example.gov.vn';
const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

describe('the build', function () {
  this.timeout(120_000);
  let folder: string;
  let dist: string;
  let server: ServerProcess | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-build-'));
    dist = join(folder, 'dist');
    await run(process.execPath, ['--import', './server/platform/typescript.mjs', 'scripts/build.ts', dist], {
      cwd: root,
    });
    // Beside it lie the packages it asks for, and no others.
    for (const name of await packages()) {
      await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true });
      await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    }
  });
  after(async () => {
    server?.child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const packages = async () =>
    Object.keys(manifest.parse(JSON.parse(await readFile(join(dist, 'package.json'), 'utf8'))).dependencies);
  const files = async () => {
    const entries = await readdir(dist, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };

  it('holds JavaScript of what runs, whose every import leads to a file', async () => {
    const built = await files();
    expect(built.filter((file) => /\.tsx?$/.test(file))).to.deep.equal([]);
    expect(built.filter((file) => /[\\/](bench|faults|fuzz|samples|test)[\\/]/.test(file))).to.deep.equal([]);
    for (const file of built.filter((name) => name.endsWith('.js') && !name.includes('client'))) {
      const names = importsOf(await readFile(file, 'utf8')).map(({ name }) => name);
      for (const name of names.filter((found) => /^\..*\.\w+$/.test(found)))
        expect(built, `${file} imports ${name}`).to.include(resolve(dirname(file), name));
    }
  });

  it('asks for no package of the client, of building or of tests, and has a lockfile of just its own', async () => {
    const asked = await packages();
    expect(asked).to.include.members(['express', 'mongoose', '@expo-google-fonts/tinos', '@node-rs/argon2']);
    for (const other of ['antd', 'react', 'vite', '@swc/wasm-typescript', 'mocha']) expect(asked).not.to.include(other);
    const lock = readLockfile(await readFile(join(dist, 'package-lock.json'), 'utf8'));
    const { folders, missing } = packagesReached(lock, asked);
    expect(missing).to.deep.equal([]);
    expect(Object.keys(lock.packages).filter((path) => path !== '')).to.have.members([...folders]);
  });

  it('serves in production: pages, acts, work in other processes – and writes nothing beside itself', async () => {
    const before = await times(await files());
    const { uri, database } = await testDatabase();
    const port = await freePort();
    const environment = {
      ...{ NODE_ENV: 'production', PUBLIC_URL: `https://${host}`, PORT: String(port), LOG_LEVEL: 'info' },
      ...{ MONGODB_URI: uri, MONGODB_DATABASE: database },
      ...{ STORAGE_DIR: join(folder, 'storage'), KEYS_DIR: join(folder, 'keys') },
    };
    const start = () => startServer(environment, [process.execPath, join(dist, 'server', 'main.js')]);
    server = start();
    await server.ready();
    const here = supertest(`http://127.0.0.1:${port}`);
    const page = await here.get('/').set('Host', host).expect(200);
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page.text) ?? [];
    await here.get(script).set('Host', host).expect(200);
    const file = Buffer.from(await aSignedPdf());
    const verified = await here
      .post('/api/verifications')
      .set('Host', host)
      .attach('file', file, 'tep.pdf')
      .expect(200);
    expect(verified.body.verdict).to.equal('unclear');
    server.child.kill('SIGTERM');
    expect(await server.ended()).to.equal(0);
    const lines = server.stdout().trim().split('\n');
    expect(lines.map((line) => typeof JSON.parse(line)).every((type) => type === 'object')).to.equal(true);
    expect(lines.length).to.be.greaterThan(1);
    // With certificates in its rows, as every deployment has by its second start.
    const pem = join(folder, 'root.pem');
    const days = { notBefore: new Date('2026-01-01'), notAfter: new Date('2046-01-01') };
    const { certificate } = aCertificate({ name: 'Gốc', ...days, extensions: [basicConstraints(true), usages(5, 6)] });
    await writeFile(pem, new X509Certificate(certificate).toString());
    await run(process.execPath, [join(dist, 'scripts', 'vanban.js'), 'trust', 'add', pem], { env: environment });
    server = start();
    await server.ready();
    server.child.kill('SIGTERM');
    expect(await server.ended()).to.equal(0);
    expect(await times(await files())).to.deep.equal(before);
  });

  it('has the whole command line', async () => {
    const { stdout } = await run(process.execPath, [join(dist, 'scripts', 'vanban.js'), 'help'], { cwd: folder });
    expect(stdout).to.include('verify FILE').and.include('backup --to');
  });
});

describe('npm start and npm run vanban', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-run-'));
    for (const name of ['scripts', 'server/platform', 'dist/server'])
      await mkdir(join(folder, name), { recursive: true });
    await copyFile(join(root, 'scripts', 'run.mjs'), join(folder, 'scripts', 'run.mjs'));
    await copyFile(join(root, 'server/platform/typescript.mjs'), join(folder, 'server/platform/typescript.mjs'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'server/main.ts'), source);
    await writeFile(join(folder, 'dist/server/main.js'), "console.log('built', ...process.argv.slice(2));");
    const hash = createHash('sha256').update(source).digest('hex');
    await writeFile(join(folder, 'dist/built-from.json'), JSON.stringify({ 'server/main.ts': hash }));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const source = "const word: string = 'source';\nconsole.log(word, ...process.argv.slice(2));";
  const start = async (environment: Record<string, string>) => {
    const options = { env: { PATH: process.env.PATH, ...environment } };
    const args = [join(folder, 'scripts', 'run.mjs'), 'server/main.ts', '--json'];
    const child = promisify(execFile)(process.execPath, args, options);
    const { stdout, stderr } = await child.catch((failed: { stdout: string; stderr: string }) => failed);
    return (stdout + stderr).trim();
  };
  const production = { NODE_ENV: 'production' };
  const refused = /^✗ .+: hãy chạy npm run build rồi chạy lại\. \(.+: run npm run build, then this again\.\)$/;

  it('run the sources, and in production the build', async () => {
    expect(await start({})).to.equal('source --json');
    expect(await start(production)).to.equal('built --json');
  });

  it('refuse a build of other sources in production', async () => {
    await writeFile(join(folder, 'server/main.ts'), `${source} `);
    expect(await start(production)).to.match(refused);
  });

  it('say in production what makes the build when there is none', async () => {
    await rm(join(folder, 'dist'), { recursive: true });
    expect(await start(production)).to.match(refused);
  });
});

async function times(files: readonly string[]): Promise<Record<string, number>> {
  const changed = async (file: string): Promise<[string, number]> => [file, (await stat(file)).mtimeMs];
  return Object.fromEntries(await Promise.all(files.map(changed)));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
