import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../server/platform/database.ts';
import { jobs } from '../../server/platform/jobs.ts';
import { startEmbeddedMongod } from '../../server/platform/mongod/embedded-mongod.ts';
import { readOne } from '../../server/platform/store.ts';
import { stopWorkers } from '../../server/platform/worker/worker-pool.ts';
import { registryContract } from '../../server/registry/contract.ts';
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

const STRANGERS = 66;
const ABORTED_DOWNLOADS = 300;
/** What an office may notice of strangers, and what a server may take and need for them (RELIABILITY I17, I22). */
const most = { slower: 2, residentMb: 500, stopMs: 10_000, descriptors: 4 };

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
    const strangers = new Strangers(office.address, await hostileFiles());
    const memory = new Memory(office.pid);
    strangers.start();
    await strangers.allSent();
    const beside = await office.work(rounds, 'beside strangers', tally);
    tally.cycle(slower(alone, beside));
    await office.stop(tally);
    await strangers.stop();
    for (const [answer, times] of strangers.answers) tally.count(`strangers got ${answer}`, times);
    memory.stop();
    tally.count('MB resident at most, the server', memory.ofServer);
    tally.count('MB resident at most, with its workers', memory.ofAll);
    if (memory.ofServer > most.residentMb) tally.fault(`The server had ${memory.ofServer} MB resident`);
  } finally {
    await office.end();
  }
  return tally.outcome;
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
async function hostileFiles(): Promise<readonly File[]> {
  const letter = await aLetterPdf();
  const long = Buffer.concat([letter, Buffer.alloc(50_000_000, 0x20), Buffer.from('\n%%EOF\n')]);
  const slow = await withSlowIssuers(letter, 8);
  const asFile = (bytes: Uint8Array) => new File([Buffer.from(bytes)], 'van-ban.pdf', { type: 'application/pdf' });
  return [slow, slow, letter, slow, slow, long].map(asFile);
}

/** Strangers, each in a network of its own, who send one file after the other whatever they are answered. */
class Strangers {
  /** How often each status came. */
  readonly answers = new Map<string, number>();
  readonly #address: string;
  readonly #files: readonly File[];
  #going = false;
  #begun = 0;
  #work: Promise<unknown> = Promise.resolve();

  constructor(address: string, files: readonly File[]) {
    this.#address = address;
    this.#files = files;
  }

  start(): void {
    this.#going = true;
    this.#work = Promise.all(Array.from({ length: STRANGERS }, (_, index) => this.#be(index)));
  }

  /** Once every one of them has sent something. */
  async allSent(): Promise<void> {
    while (this.#begun < STRANGERS) await wait(20);
  }

  async stop(): Promise<void> {
    this.#going = false;
    await this.#work;
  }

  async #be(index: number): Promise<void> {
    const file = this.#files[index % this.#files.length];
    if (!file) throw new Error('There is nothing to send');
    const headers = { 'X-Forwarded-For': `203.0.113.${index + 1}` };
    for (let isFirst = true; this.#going; isFirst = false) {
      const body = new FormData();
      body.append('file', file);
      const sent = fetch(`${this.#address}/api/verifications`, { method: 'POST', headers, body });
      if (isFirst) this.#begun += 1;
      const answer = await sent.then(
        async (response) => {
          await response.arrayBuffer();
          return String(response.status);
        },
        () => 'no answer',
      );
      this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
      await wait(50);
    }
  }
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
    const before = await this.#descriptors();
    for (let left = ABORTED_DOWNLOADS; left > 0; left -= 10) await tenAtOnce();
    for (const until = Date.now() + 10_000; Date.now() < until; await wait(100)) {
      if ((await this.#descriptors()) <= before + most.descriptors) break;
    }
    const left = (await this.#descriptors()) - before;
    tally.count(`descriptors left by ${ABORTED_DOWNLOADS} downloads broken off`, Math.max(0, left));
    if (left > most.descriptors) tally.fault(`${left} descriptors are left by downloads that were broken off`);
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

  async #descriptors(): Promise<number> {
    return (await readdir(`/proc/${this.pid}/fd`)).length;
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
  await ask(clerk, registryContract.registerIncoming, {
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
