import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { startServer } from '../../test/support/server-process.ts';
import { samplesFolder } from './manifest.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What the server answered: its status, and the JSON or the bytes. */
export interface DeskAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly bytes: Buffer;
}

/** The desk of a clerk at a really started server with an empty store. */
export interface SampleDesk {
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<DeskAnswer>;
  upload(name: string, bytes: Uint8Array): Promise<DeskAnswer>;
}

/**
 * Starts a server with storage of its own, makes an agency with a clerk, puts the authorities of the samples on its trust list, and
 * lends the clerk's desk to `work`. Server and storage are gone afterwards.
 */
export async function withSampleDesk<T>(work: (desk: SampleDesk) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-samples-'));
  const environment = { PORT: '0', DEMO: '0', STORAGE_DIR: join(folder, 'storage'), LOG_LEVEL: 'error' };
  const server = startServer(environment);
  try {
    const address = await server.ready();
    const token = await server.said(/first-administrator#([\w-]+)/);
    await trustTheAuthorities(environment);
    return await work(await deskOfAClerk(address, token, environment));
  } finally {
    if (server.child.exitCode === null) server.child.kill('SIGTERM');
    await server.ended();
    await rm(folder, { recursive: true, force: true });
  }
}

async function trustTheAuthorities(environment: Record<string, string>): Promise<void> {
  const folder = join(samplesFolder, 'ca');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.pem')).map((name) => join(folder, name));
  await vanban(environment, 'trust', 'add', ...files);
}

async function vanban(environment: Record<string, string>, ...words: string[]): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  const args = ['--import', './server/platform/typescript.mjs', 'scripts/vanban.ts', ...words];
  const { stdout } = await run(process.execPath, args, { cwd: root, env: { PATH, HOME, ...environment } });
  return stdout;
}

const created = z.object({ startPassword: z.string() });

async function deskOfAClerk(address: string, token: string, environment: Record<string, string>): Promise<SampleDesk> {
  const administrator = deskAt(address);
  const agency = { code: 'H99.08', name: 'Sở Nội vụ tỉnh Sao Mai', symbol: 'SNV', place: 'Sao Mai' };
  const account = { username: 'quantri', fullName: 'Đỗ Thị Quản Trị', password: randomUUID() };
  await done(administrator.ask('POST', '/first-administrator', { token, ...account, agency }));
  // In the browser a clerk is made so by two people; who runs the server needs no second one.
  const names = ['--agency', agency.code, '--username', 'vanthu', '--full-name', 'Nguyễn Thị Lan'];
  const post = ['--title', 'Văn thư', '--roles', 'clerk', '--json'];
  const made = await vanban(environment, 'user', 'create', ...names, ...post);
  const { startPassword } = created.parse(JSON.parse(made));
  const clerk = deskAt(address);
  await done(clerk.ask('POST', '/session', { username: 'vanthu', password: startPassword }));
  await done(clerk.ask('POST', '/session/password', { current: startPassword, next: randomUUID() }));
  return clerk;
}

async function done(answer: Promise<DeskAnswer>): Promise<unknown> {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(`The server answered ${status}: ${JSON.stringify(json)}`);
  return json;
}

/** Speaks to the API as any program would: a cookie, a key of idempotency for every act. */
function deskAt(address: string): SampleDesk {
  let cookie = '';
  const send = async (method: string, path: string, body: BodyInit | null, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(`api${path}`, address), {
      method,
      body,
      headers: { cookie, ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }), ...headers },
    });
    const [pair] = response.headers.getSetCookie();
    if (pair !== undefined) cookie = pair.split(';')[0] ?? '';
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const json: unknown = isJson ? JSON.parse(bytes.toString('utf8')) : undefined;
    return { status: response.status, json, bytes };
  };
  return {
    ask: (method, path, body) =>
      body === undefined
        ? send(method, path, null)
        : send(method, path, JSON.stringify(body), { 'Content-Type': 'application/json' }),
    upload: (name, bytes) => {
      const form = new FormData();
      form.append('file', new Blob([Uint8Array.from(bytes)]), name);
      return send('POST', '/uploads', form);
    },
  };
}
