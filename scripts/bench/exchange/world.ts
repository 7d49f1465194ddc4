import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { mongo } from 'mongoose';
import { startEngine } from '../../../server/engine.ts';
import { connectDatabase, ensureIndexes } from '../../../server/platform/database/database.ts';
import { LocalFileStore } from '../../../server/platform/files/files.ts';
import { newId } from '../../../server/platform/ids.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { endAll } from '../../../test/support/at-end.ts';
import { signedInAs } from '../../../test/support/identity.ts';
import { numberedLetter, upload } from '../../../test/support/letters.ts';
import { keepOnDisk, testDatabase } from '../../../test/support/mongo.ts';
import { type ServerProcess, startServer } from '../../../test/support/server-process.ts';
import { aLetterPdf } from '../../../test/support/signing.ts';
import { type Founded, foundTwoDeployments, freePort, type Place } from '../../../test/support/two-deployments.ts';
import { inOtherBytes } from './in-other-bytes.ts';

const root = resolve(import.meta.dirname, '../../..');
export const sites = ['sao-mai', 'binh-minh'] as const;
export type Site = (typeof sites)[number];

type Row = mongo.Document & { readonly _id: string };

/** An agency of the same deployment by its id, any other by its code. */
export interface Recipient {
  readonly id?: string;
  readonly code?: string;
  readonly name: string;
}

const namedBy = ({ id, code, name }: Recipient) => ({ name, ...(id === undefined ? { code } : { agencyId: id }) });

/** Two deployments on one `mongod` that waits for the disk; each runs when it is started. */
export class ExchangeWorld {
  readonly #folder: string;
  readonly #founded: Readonly<Record<Site, Founded>>;
  readonly #client: mongo.MongoClient;
  readonly #servers = new Map<Site, ServerProcess>();
  #lastNumber = 1_000;

  private constructor(folder: string, founded: Readonly<Record<Site, Founded>>, client: mongo.MongoClient) {
    this.#folder = folder;
    this.#founded = founded;
    this.#client = client;
  }

  static async open(): Promise<ExchangeWorld> {
    keepOnDisk();
    const folder = await mkdtemp(join(tmpdir(), 'vanban-bench-'));
    const { uri } = await testDatabase();
    const place = async (site: Site): Promise<Place> => {
      const port = await freePort();
      return { uri, database: site, storage: join(folder, site), port, address: `http://127.0.0.1:${port}` };
    };
    await connectDatabase({ uri, database: 'binh-minh' });
    await ensureIndexes();
    const [saoMai, binhMinh] = [await place('sao-mai'), await place('binh-minh')];
    const founded = await foundTwoDeployments({ saoMai, binhMinh, authority: join(folder, 'authority') });
    const client = await new mongo.MongoClient(uri).connect();
    return new ExchangeWorld(folder, { 'sao-mai': founded.saoMai, 'binh-minh': founded.binhMinh }, client);
  }

  async end(): Promise<void> {
    for (const site of this.#servers.keys()) await this.stop(site);
    await this.#client.close();
    await mongoose.disconnect();
    await endAll();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async start(site: Site, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const server = startServer({ ...this.#founded[site].environment, ...more });
    this.#servers.set(site, server);
    await server.ready();
  }

  async stop(site: Site): Promise<void> {
    const server = this.#servers.get(site);
    this.#servers.delete(site);
    server?.child.kill('SIGTERM');
    await server?.ended();
  }

  pid(site: Site): number {
    return this.#servers.get(site)?.child.pid ?? 0;
  }

  rows(site: Site, collection: string): mongo.Collection<Row> {
    return this.#client.db(site).collection<Row>(collection);
  }

  /** A letter of the agency with this key, issued by its people as any other; gives its row, for others to be like it. */
  async aLetter(site: Site, key: string, recipients: readonly Recipient[]): Promise<Row> {
    const { drafter, ...others } = await this.bureau(site, key);
    const uploadId = await upload(drafter, await aLetterPdf());
    const signerPositionId = this.signer(site, key);
    const subject = 'Báo cáo kết quả gửi, nhận văn bản điện tử';
    const body = {
      typeCode: 'cong-van',
      subject,
      signerPositionId,
      recipients: recipients.map(namedBy),
      letter: null,
      uploadId,
    };
    const { id } = await numberedLetter({ drafter, ...others }, body);
    await this.settled();
    return (await this.rows(site, 'outgoingDocuments').findOne({ _id: id })) ?? missing(id);
  }

  /** The people of an agency who make an outgoing document, signed in. */
  async bureau(site: Site, key: string) {
    const { PUBLIC_URL = '' } = this.#founded[site].environment;
    const at = (post: string) => signedInAs(PUBLIC_URL, `${post}.${key}`);
    const [drafter, leader, clerk] = [await at('chuyenvien'), await at('giamdoc'), await at('vanthu')];
    return { province: { work: () => this.settled() }, drafter, leader, clerk };
  }

  /** The position of its leader. */
  signer(site: Site, key: string): string {
    return this.#founded[site].seeded.get(key)?.actors.get('giamdoc')?.positionId ?? '';
  }

  /** How many MB the files have that a site has stored. */
  async storedMb(site: Site): Promise<number> {
    const found = await readdir(this.#filesOf(site), { recursive: true, withFileTypes: true });
    const files = found.filter((one) => one.isFile()).map(({ parentPath, name }) => stat(join(parentPath, name)));
    return (await Promise.all(files)).reduce((sum, { size }) => sum + size, 0) / 1024 ** 2;
  }

  /** Issues documents like one that was issued, as the act of issuing leaves them, all with its file or each with one of its own; gives their ids. */
  async issueLike(site: Site, letter: Row, many: number, { ownFile = false } = {}): Promise<string[]> {
    const numbers = Array.from({ length: many }, (_, index) => this.#lastNumber + index + 1);
    this.#lastNumber += many;
    const mains = ownFile ? await this.#filesLike(site, letter.main, numbers) : [];
    const documents = numbers.map((number, index) => ({
      ...{ ...letter, _id: newId(), state: { ...letter.state, number }, main: mains[index] ?? letter.main },
    }));
    const now = new Date();
    const jobs = documents.map(({ _id }) => ({
      ...{ _id: newId(), version: 1, kind: 'document-issued', agencyId: letter.agencyId, urgency: 0 },
      ...{ payload: { agencyId: letter.agencyId, documentId: _id }, state: 'waiting', runAt: now },
      ...{ attempts: 0, createdAt: now },
    }));
    await this.rows(site, 'outgoingDocuments').insertMany(documents);
    await this.rows(site, 'jobs').insertMany(jobs);
    return documents.map(({ _id }) => _id);
  }

  async #filesLike<F extends { readonly sha256: string }>(
    site: Site,
    file: F,
    numbers: readonly number[],
  ): Promise<F[]> {
    const store = await LocalFileStore.at(this.#filesOf(site));
    const signed = await store.read(file.sha256);
    const all: F[] = [];
    for (const number of numbers) all.push({ ...file, ...(await store.put(inOtherBytes(signed, number))) });
    return all;
  }

  #filesOf(site: Site): string {
    return join(this.#founded[site].environment.STORAGE_DIR ?? '', 'files');
  }

  /** An agency of a site, as a recipient within it. */
  agency(site: Site, key: string): Recipient {
    const { id, name } = this.#founded[site].seeded.get(key) ?? missing(key);
    return { id, name };
  }

  /** Runs `work` as a part of a site that does not run. */
  async asDeployment(site: Site, work: () => Promise<void>): Promise<void> {
    const { MONGODB_URI: uri = '', STORAGE_DIR = '' } = this.#founded[site].environment;
    await mongoose.disconnect();
    await connectDatabase({ uri, database: site });
    await startEngine(parseConfig({ STORAGE_DIR }, root));
    await work();
    await mongoose.disconnect();
  }

  /** Waits until no site that runs has anything left to do now. */
  async settled(): Promise<void> {
    const due = { state: { $in: ['waiting', 'running'] }, kind: { $ne: 'end-notice' } };
    // From the newest on: what is left is found at once, where a count would go through all jobs twenty times a second beside what is measured.
    const someLeft = async (site: Site) =>
      (await this.rows(site, 'jobs').findOne(due, { sort: { $natural: -1 } })) !== null;
    const left = async () => (await Promise.all([...this.#servers.keys()].map(someLeft))).includes(true);
    while (await left()) await wait(50);
  }
}

function missing(what: string): never {
  throw new Error(`There is no ${what}`);
}
