import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { openPersonalKey } from '../../client/features/signing/keys/personal-key.ts';
import { runProcess } from '../../server/platform/start/run-process.ts';
import { type Config, parseConfig } from '../../server/platform/state/config.ts';
import { StartUpFailure } from '../../server/platform/state/start-up-failure.ts';
import { DEMO_PIN } from './forge-keys.ts';
import { type Environment, introduce, type RunVanban } from './introduce.ts';
import { trade } from './trade.ts';

const sources = resolve(import.meta.dirname, '../..');

/** A demo deployment on this machine. */
interface Member {
  readonly name: string;
  readonly address: string;
  readonly config: Config;
  readonly environment: Environment;
}

// `npm run demo:federation`: the demo, a second deployment beside it, and documents that go from one to the other. Ctrl-C ends both.
await runProcess(async (shutdown) => {
  const { storageFolder, port } = parseConfig(process.env, process.cwd(), sources);
  const folder = join(storageFolder, 'federation');
  const saoMai = memberAt('Sao Mai', [port, port + 1], { STORAGE_DIR: storageFolder });
  const second = { STORAGE_DIR: join(folder, 'binh-minh'), DEMO_PROVINCE: 'binh-minh', MONGOD_CACHE_MB: '256' };
  const binhMinh = memberAt('Bình Minh', [port + 1, port], second);
  // One after the other: both would fetch what is missing.
  for (const member of [saoMai, binhMinh]) {
    const server = start(member);
    shutdown.add(member.name, () => end(server));
    await ready(server, member);
    shutdown.check();
  }
  const serial = await introduce(vanban, [saoMai.environment, binhMinh.environment], folder);
  await trustEachOther(saoMai, binhMinh, folder);
  await trustEachOther(binhMinh, saoMai, folder);
  if (serial === 1) await trade(saoMai.address, binhMinh.address);
  console.log(
    `\n  ${saoMai.address}  tỉnh Sao Mai: vanthu.snv, vanthu.ubnd, vanthu.skhcn; Vận hành liên thông (operations): quantri.snv`,
  );
  console.log(`  ${binhMinh.address}  tỉnh Bình Minh: vanthu.sytbm, chuyenvien.sytbm, vanthu.ubndbm; quantri.ubndbm`);
  console.log('  Hai hệ thống đã gửi nhau văn bản (the two have traded documents); Ctrl-C: dừng cả hai (ends both)');
});

function memberAt(name: string, [port, partner]: readonly [number, number], more: Record<string, string>): Member {
  const address = `http://127.0.0.1:${port}`;
  const exchange = { EXCHANGE_NETWORKS: '127.0.0.0/8', EXCHANGE_PORTS: String(partner) };
  const environment = { ...process.env, PORT: String(port), DEMO: '1', ...exchange, ...more };
  const config = parseConfig(environment, process.cwd(), sources);
  return { name, address, config, environment: { ...environment, PUBLIC_URL: address } };
}

/** The server of a member in a process of its own; it says what it says under the name of its province. */
function start({ name, environment: { PUBLIC_URL: _address, ...environment } }: Member): ChildProcess {
  const server = spawn(process.execPath, ['scripts/run.mjs', 'server/main.ts'], {
    cwd: sources,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (server.stdout) createInterface(server.stdout).on('line', (line) => console.log(`[${name}] ${line}`));
  return server;
}

async function ready(server: ChildProcess, { name }: Member): Promise<void> {
  const isReady = new Promise<void>((done) => {
    server.stdout?.on('data', (said: Buffer) => said.includes('(ready): http') && done());
  });
  await Promise.race([isReady, once(server, 'close')]);
  if (server.exitCode === null) return;
  throw new StartUpFailure(
    `${name}: máy chủ đã dừng, xem các dòng trên.`,
    `${name}: the server ended, see the lines above.`,
  );
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'close');
  server.kill('SIGTERM');
  await ended;
}

async function vanban(...[words, environment]: Parameters<RunVanban>): Promise<string> {
  const command = spawn(process.execPath, ['scripts/run.mjs', 'scripts/vanban.ts', ...words], {
    cwd: sources,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(command, 'close');
  const [printed, complained] = await Promise.all([text(command.stdout), text(command.stderr)]);
  const [code] = await ended;
  if (code === 0) return printed;
  throw new Error(`vanban ${words.join(' ')}: ${complained}`);
}

/** Each operator decides whose signatures on documents are valid: here the demo authority of the other province. */
async function trustEachOther(member: Member, other: Member, folder: string): Promise<void> {
  const demoKeys = join(other.config.keysFolder, 'demo');
  const file = (await readdir(demoKeys)).find((name) => name.endsWith('.p12'));
  if (!file) throw new Error(`There is no demo key in ${demoKeys}`);
  const { chain } = await openPersonalKey(await readFile(join(demoKeys, file)), DEMO_PIN, new Date());
  const pem = join(folder, `trusted-${other.config.port}.pem`);
  await writeFile(pem, chain.map((certificate) => new X509Certificate(certificate).toString()).join(''));
  await vanban(['trust', 'add', pem], member.environment);
}
