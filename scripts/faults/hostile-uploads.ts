import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../server/platform/database/database.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { startEmbeddedMongod } from '../../server/platform/mongod/embedded-mongod.ts';
import { stopWorkers } from '../../server/platform/worker/worker-pool.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { ask } from '../../test/support/ask.ts';
import { withSlowIssuers } from '../../test/support/attacks/costly-certificates.ts';
import { type Agent, signedInAs, testPassword } from '../../test/support/identity.ts';
import { aLetter, type Bureau, begunSignature, submitted, theBureau, upload } from '../../test/support/letters.ts';
import { agencyIn, provinceFor } from '../../test/support/main-job.ts';
import { toolsFolder } from '../../test/support/mongo.ts';
import { type ServerProcess, startServer } from '../../test/support/server-process.ts';
import { aLetterPdf } from '../../test/support/signing.ts';
import { actorOf } from '../demo/desk.ts';
import { endWithRun } from './deployment.ts';
import { type Outcome, Tally } from './outcome.ts';
import { processTree } from './process-tree.ts';
import { Strangers } from './strangers-apart.ts';

const STRANGERS = 66;
const ABORTED_DOWNLOADS = 300;
/** What an office may notice of strangers, and what a server may take and need for them. */
const most = { slower: 2, residentMb: 500, stopMs: 10_000, connections: 30 };

/**
 * Strangers from 66 networks send hostile files to the public check without a pause, while a clerk registers and a leader signs: they get no
 * refusal and wait at most twice as long as alone; then downloads that are broken off, and a stop in the middle of it all.
 */
export async function hostileUploads(rounds: number): Promise<Outcome> {
  const tally = new Tally();
  const office = await Office.open();
  try {
    const alone = await office.work(rounds, 'alone', tally);
    await office.breakOffDownloads(tally);
    const memory = new Memory(office.pid);
    const strangers = await Strangers.send(office.address, await hostileFiles(), STRANGERS);
    endWithRun(strangers);
    const beside = await office.work(rounds, 'beside strangers', tally);
    tally.cycle(slower(alone, beside));
    await office.stop(tally);
    for (const [answer, times] of Object.entries(await strangers.stop())) tally.count(`strangers got ${answer}`, times);
    memory.stop();
    tally.count('MB resident at most, the server', memory.ofServer);
    tally.count('MB resident at most, with its workers', memory.ofAll);
    if (memory.ofServer > most.residentMb) tally.fault(`The server had ${memory.ofServer} MB resident`);
  } finally {
    await office.end();
  }
  return tally.outcome;
}

/** What a process has open. */
interface Open {
  readonly files: number;
  readonly connections: number;
}

type Times = ReadonlyMap<string, readonly number[]>;

function slower(alone: Times, beside: Times): string[] {
  return [...beside].flatMap(([act, times]) => {
    const [before, now] = [ninetyFifth(alone.get(act) ?? []), ninetyFifth(times)];
    if (now <= before * most.slower) return [];
    return [`${act} took ${now.toFixed(0)} ms beside strangers, ${before.toFixed(0)} ms alone (p95)`];
  });
}

function ninetyFifth(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0;
}

/** Eight signatures with 199 issuers whose keys are slow, a file that is as long as one may be, and one that is nothing special. */
async function hostileFiles(): Promise<readonly Uint8Array[]> {
  const letter = await aLetterPdf();
  const long = Buffer.concat([letter, Buffer.alloc(50_000_000, 0x20), Buffer.from('\n%%EOF\n')]);
  const slow = await withSlowIssuers(letter, 8);
  return [slow, slow, letter, slow, slow, long];
}

/** The most that a process had resident, alone and with those below it, looked at five times a second. */
class Memory {
  ofServer = 0;
  ofAll = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.#timer = setInterval(() => {
      const tree = processTree(pid).map(({ residentMb }) => residentMb);
      this.ofServer = Math.max(this.ofServer, Math.round(tree[0] ?? 0));
      this.ofAll = Math.max(this.ofAll, Math.round(tree.reduce((sum, one) => sum + one, 0)));
    }, 200);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** A real server over a province, with a clerk and a leader who work. */
class Office {
  readonly address: string;
  readonly #server: ServerProcess;
  readonly #bureau: Bureau;
  readonly #end: () => Promise<void>;
  #ended: Promise<void> | undefined;

  private constructor(address: string, server: ServerProcess, bureau: Bureau, end: () => Promise<void>) {
    this.address = address;
    this.#server = server;
    this.#bureau = bureau;
    this.#end = end;
    endWithRun(this);
  }

  static async open(): Promise<Office> {
    const folder = await mkdtemp(join(tmpdir(), 'vanban-faults-'));
    const keysFolder = join(folder, 'mongod-keys');
    const binary = process.env.MONGOD_BINARY;
    const { uri, stop } = await startEmbeddedMongod({
      folder: join(folder, 'mongod'),
      keysFolder,
      toolsFolder,
      binary,
    });
    const storage = join(folder, 'storage');
    await connectDatabase({ uri, database: 'ingredients' });
    await ensureIndexes();
    const seeded = await provinceFor({ uri, database: 'vanban' }, storage);
    await stopWorkers();
    await disconnectDatabase();
    await connectDatabase({ uri, database: 'vanban' });
    const server = startServer({
      ...{ STORAGE_DIR: storage, MONGODB_URI: uri, MONGODB_DATABASE: 'vanban', PORT: '0', DEMO: '0' },
      ...{ LOG_LEVEL: 'error', TRUST_PROXY: '1' },
    });
    const end = async (): Promise<void> => {
      server.child.kill('SIGKILL');
      await server.ended();
      await disconnectDatabase();
      await stop();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      const address = (await server.ready()).replace(/\/$/, '');
      const bureau = await theBureau({
        agency: (key) => agencyIn(seeded, key),
        actor: (post, key) => actorOf(agencyIn(seeded, key), post),
        signIn: (post, key) => signedInAs(address, `${post}.${key}`),
        work: nothingWaits,
      });
      return new Office(address, server, bureau, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  get pid(): number {
    const { pid } = this.#server.child;
    if (pid === undefined) throw new Error('The server was not started');
    return pid;
  }

  /** The clerk registers and the leader signs, one after the other; a refusal is a fault. */
  async work(rounds: number, when: string, tally: Tally): Promise<Times> {
    const times = new Map<string, number[]>();
    const timed = async <T>(act: string, work: () => Promise<T>): Promise<T | undefined> => {
      const began = performance.now();
      const done = await work().catch((error: unknown) => tally.fault(`${act} ${when}: ${String(error)}`));
      times.set(act, [...(times.get(act) ?? []), performance.now() - began]);
      return done ?? undefined;
    };
    const { province, clerk, leader } = this.#bureau;
    for (let round = 0; round < rounds; round += 1) {
      await timed('to register', () => register(clerk));
      const shown = await timed('to draft', () => submitted(this.#bureau, aLetter(province, { to: ['skhcn'] })));
      if (!shown) continue;
      await timed('to sign', async () =>
        ask(leader, signingContract.completeSignature, await begunSignature(leader, shown)),
      );
    }
    for (const [act, measured] of times) for (const ms of measured) tally.time(`${act}, ${when}`, ms);
    return times;
  }

  /** Downloads that are broken off with the first bytes: none leaves a file open. */
  async breakOffDownloads(tally: Tally): Promise<void> {
    const { clerk } = this.#bureau;
    const pdf = Buffer.concat([await aLetterPdf(), Buffer.alloc(8_000_000, 0x20), Buffer.from('\n%%EOF\n')]);
    const uploadId = await upload(clerk, pdf);
    const cookie = await this.#cookie();
    const breakOff = async (): Promise<void> => {
      const gone = new AbortController();
      const url = `${this.address}/api/uploads/${uploadId}/content`;
      const answer = await fetch(url, { headers: { cookie }, signal: gone.signal });
      await answer.body?.getReader().read();
      gone.abort();
    };
    const tenAtOnce = async (): Promise<unknown> => await Promise.all(Array.from({ length: 10 }, breakOff));
    // The first ones open what the server keeps open for good: its connections to the database.
    await tenAtOnce();
    await wait(1_000);
    const before = await this.#open();
    for (let left = ABORTED_DOWNLOADS; left > 0; left -= 10) await tenAtOnce();
    const left = async () => {
      const now = await this.#open();
      return { files: now.files - before.files, connections: now.connections - before.connections };
    };
    const isMuch = ({ files, connections }: Open) => files > 0 || connections > most.connections;
    for (const until = Date.now() + 10_000; Date.now() < until && isMuch(await left()); ) await wait(100);
    const { files, connections } = await left();
    tally.count(`files left open by ${ABORTED_DOWNLOADS} downloads broken off`, Math.max(0, files));
    tally.count(`connections left open by them`, Math.max(0, connections));
    if (isMuch({ files, connections })) tally.fault(`${files} files and ${connections} connections are left open`);
  }

  /** Asks the server to stop while strangers go on. */
  async stop(tally: Tally): Promise<void> {
    const began = performance.now();
    this.#server.child.kill('SIGTERM');
    const code = await this.#server.ended();
    const took = performance.now() - began;
    tally.time('a stop', took);
    if (code !== 0) tally.fault(`The server ended with ${code}:\n${this.#server.output().slice(-2_000)}`);
    if (took > most.stopMs) tally.fault(`A stop took ${(took / 1000).toFixed(1)} s`);
  }

  /** Ends everything of it and removes its folder, once. */
  async end(): Promise<void> {
    this.#ended ??= this.#end();
    await this.#ended;
  }

  async #open(): Promise<Open> {
    const folder = `/proc/${this.pid}/fd`;
    const names = await readdir(folder);
    const targets = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => 'closed')));
    const connections = targets.filter((target) => target.startsWith('socket:')).length;
    return { files: targets.filter((target) => target.startsWith('/')).length, connections };
  }

  async #cookie(): Promise<string> {
    const answer = await fetch(`${this.address}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'vanthu.snv', password: testPassword }),
    });
    return answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
  }
}

let lastPaper = 0;

async function register(clerk: Agent): Promise<void> {
  lastPaper += 1;
  const paper = Buffer.concat([await aLetterPdf(), Buffer.from(`\n% ${lastPaper}\n`)]);
  await ask(clerk, incomingContract.registerIncoming, {
    body: {
      uploadId: await upload(clerk, paper),
      typeCode: 'cong-van',
      codeNumber: String(lastPaper),
      codeNotation: 'UBND-VX',
      issuer: { name: 'Ủy ban nhân dân xã Hương Sen' },
      issuedOn: '2026-11-02',
      subject: `đề nghị hỗ trợ lần ${lastPaper}`,
    },
  });
}

/** What the server does by itself is waited for by looking into its database. */
async function nothingWaits(): Promise<void> {
  const state = mongoose.trusted({ $in: ['waiting', 'running'] });
  while (await readOne(jobs, { state, kind: 'prepare-document' })) await wait(20);
}
