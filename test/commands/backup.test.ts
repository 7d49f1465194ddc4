import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { signHead } from '../../server/audit/heads/sign-head.ts';
import { record } from '../../server/audit/record.ts';
import { newLedgerSecret } from '../../server/audit/renewal/open-log-keys.ts';
import { logHeads } from '../../server/audit/store.ts';
import { checkBackup, readManifest } from '../../server/platform/backup/check-backup.ts';
import { FilePool } from '../../server/platform/backup/file-pool.ts';
import { type BackupOrder, takeBackup } from '../../server/platform/backup/take-backup.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { settleFolder } from '../../server/platform/deployment/mark.ts';
import { files } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { newEd25519Key } from '../../server/platform/state/ed25519-key.ts';
import { StartUpFailure } from '../../server/platform/state/start-up-failure.ts';
import { isThere } from '../../server/platform/state/state-file.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { useCommandLine } from '../support/command-line.ts';
import { refusalOf } from '../support/identity.ts';
import { aLetter, issuedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { testDatabase, useFreshDatabase } from '../support/mongo.ts';

const key = Buffer.alloc(32, 7);
const LIVE = '0199aaaa-0000-7000-8000-00000000000a';

describe('a backup', function () {
  this.timeout(1_800_000);
  useFreshDatabase();
  const province = useProvince();
  const { vanbanWith, killedOnce } = useCommandLine();
  let folder: string;
  /** Rows that were acknowledged before the backup began. */
  let acknowledged: number;
  /** The letter that was issued: its sealed file, and what people call it. */
  let letter: { sha256: string; title: string };
  let minute = 0;

  /** Each a minute later than the last, so that each has a folder of its own. */
  const backup = (settings: Partial<BackupOrder> = {}) => {
    minute += 1;
    const order = { folder, store: files(), key: undefined, storageVersion: 0, checkBytes: 1024 ** 3 };
    return takeBackup({ ...order, now: new Date(Date.UTC(2031, 0, 1, 0, minute)), ...settings });
  };
  const liveKeys = () => join(province.storageFolder(), 'keys');
  const placeIn = async (settings: Record<string, string> = {}) => {
    const { uri, database } = await testDatabase();
    const place = await mkdtemp(join(folder, 'place-'));
    const keys = join(place, 'keys');
    await cp(liveKeys(), keys, { recursive: true });
    return {
      ...{ MONGODB_URI: uri, MONGODB_DATABASE: database, STORAGE_DIR: join(place, 'storage'), KEYS_DIR: keys },
      ...settings,
    };
  };
  /** Restores into a place of its own, with a copy of the keys. */
  const restore = async (from: string, ...more: string[]) => {
    const settings = await placeIn();
    const answer = await vanbanWith(settings, 'restore', '--from', from, '--take-over', ...more);
    return { ...answer, database: settings.MONGODB_DATABASE, settings };
  };
  const rowsOf = async (database: string, name: string) =>
    await mongoose.connection.getClient().db(database).collection(name).find().sort({ _id: 1 }).toArray();
  const storedPath = (sha256: string) => join(province.storageFolder(), 'files', sha256.slice(0, 2), sha256);
  /** Harms a file for the time of `work`, and puts it back as it was. */
  const harmed = async <T>(path: string, harm: (path: string) => Promise<unknown>, work: () => Promise<T>) => {
    const good = await readFile(path);
    await chmod(path, 0o600);
    await harm(path);
    try {
      return await work();
    } finally {
      await rm(path, { recursive: true, force: true });
      await writeFile(path, good);
    }
  };
  const gone = (path: string) => rm(path);
  const flipped = async (path: string) => {
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3);
    await writeFile(path, bytes);
  };
  const aFolder = async (path: string) => {
    await rm(path);
    await mkdir(path);
  };
  const harms = { gone, flipped, 'a folder': aFolder };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-backup-'));
    const bureau = await theBureau(province);
    await issuedLetter(bureau, aLetter(province, { to: ['ubnd'] }));
    await province.work();
    acknowledged = (await readAll(logHeads, {})).reduce((sum, { size }) => sum + size, 0);
    const [document] = await readAll(outgoingDocuments, {});
    if (!document?.main) return expect.fail('no letter was issued');
    letter = { sha256: document.main.sha256, title: outgoingDocuments.title(document).words };
    for (const place of [province.storageFolder(), liveKeys()]) await settleFolder(place, LIVE);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('taken while acts go on restores to a state whose log, registers and files verify', async () => {
    let stop = false;
    const clerk = province.actor('vanthu', 'snv');
    const load = Promise.all(
      Array.from({ length: 2 }, async () => {
        while (!stop) await inTransaction(clerk, async (tx) => record(tx, { type: 'position-chosen' }));
      }),
    );
    const taken = await backup().finally(() => {
      stop = true;
    });
    await load;
    expect(taken.faults).to.deep.equal([]);
    const { code, answer, database, settings } = await restore(folder);
    expect(code, JSON.stringify(answer)).to.equal(0);
    expect(answer).to.include({ at: taken.manifest.at }).and.to.deep.include({ faults: [], lacking: [] });
    const restored = await rowsOf(database, 'logHeads');
    expect(restored.reduce((sum, { size }) => sum + Number(size), 0)).to.be.at.least(acknowledged);
    const sent = await rowsOf(database, 'outgoingDocuments');
    expect(sent).to.deep.equal(await rowsOf(mongoose.connection.name, 'outgoingDocuments'));
    for (const passing of ['sessions', 'uploads']) expect(await rowsOf(database, passing)).to.deep.equal([]);
    // A deployment of its own, of whose id nobody else knows.
    const [identity] = await rowsOf(database, 'deployment');
    const mark = await readFile(join(settings.STORAGE_DIR, 'deployment.json'), 'utf8');
    expect(mark).to.include(identity?.deployment).and.not.include(LIVE);
    // And not a second time into the same place.
    const again = await vanbanWith(settings, 'restore', '--from', folder);
    expect(again).to.have.nested.property('answer.error.code', 'not-empty');
    expect(JSON.stringify(again.answer)).to.include('MONGODB_DATABASE');
  });

  it('is not restored over storage or keys of a deployment that may be running, and leaves them as they are', async () => {
    const taken = await backup();
    const memory = async () => await readdir(join(liveKeys(), 'log')).then((names) => names.sort().join());
    const before = await memory();
    for (const live of [{ KEYS_DIR: liveKeys() }, { STORAGE_DIR: province.storageFolder() }]) {
      const settings = await placeIn({ KEYS_DIR: join(folder, 'none'), ...live });
      const { code, answer } = await vanbanWith(settings, 'restore', '--from', taken.folder);
      expect(code).to.equal(1);
      expect(answer).to.have.nested.property('error.code', 'not-empty');
      expect(JSON.stringify(answer)).to.include(Object.keys(live)[0]).and.include('--take-over');
      expect(await rowsOf(settings.MONGODB_DATABASE ?? '', 'people')).to.deep.equal([]);
    }
    expect(await memory()).to.equal(before);
  });

  it('copies only the files that earlier ones lack, and only those that rows name', async () => {
    await files().put(Buffer.from('một tệp tải lên mà không ai đăng ký'));
    const later = await backup();
    expect(later).to.include({ newFiles: 0, mended: 0 });
    expect(later.manifest.files.count).to.be.greaterThan(3);
    expect(later.checked).to.equal(later.manifest.files.count);
    let stored = 0;
    for await (const _ of files().list()) stored += 1;
    expect(later.manifest.files.count).to.be.lessThan(stored);
  });

  it('reads all its copies in a few runs when one may not read them all', async () => {
    const { manifest } = await backup();
    const pool = new FilePool(folder, undefined);
    const list = (await readFile(join((await backup()).folder, 'files.txt'), 'utf8')).trim().split('\n');
    const found = new Set<string>();
    for (let run = 0; run < list.length; run += 1) {
      const copy = pool.pathOf(list[run] ?? '');
      // Each run must come to this one before it has gone around twice.
      await flipped(copy);
      for (let tries = 0; tries < list.length + 1 && !found.has(copy); tries += 1) {
        const { mended, checked } = await backup({ checkBytes: 1 });
        expect(checked).to.equal(1);
        if (mended === 1) found.add(copy);
      }
      if (run === 2) break;
    }
    expect(found.size).to.equal(Math.min(3, manifest.files.count));
  });

  it('older than what was signed since begins a new epoch, which the neighbours see', async () => {
    const taken = await backup();
    const log = province.agency('snv').id;
    await inTransaction(province.actor('vanthu', 'snv'), async (tx) => record(tx, { type: 'position-chosen' }));
    await signHead(log);
    const { code, answer, database } = await restore(taken.folder);
    expect(code, JSON.stringify(answer)).to.equal(0);
    expect(answer.epochs).to.deep.include({ log, epoch: 2 });
    const said = await rowsOf(database, 'auditEvents');
    expect(said.filter(({ type }) => type === 'log-restored').map(({ agencyId }) => agencyId)).to.include(log);
  });

  it('under other keys is restored only when that is said, and its log says which keys are new', async () => {
    const taken = await backup();
    const settings = await placeIn();
    for (const name of await readdir(join(settings.KEYS_DIR, 'log'))) {
      if (!/^(key.pem|ledger.key)$/.test(name)) await rm(join(settings.KEYS_DIR, 'log', name));
    }
    await writeFile(join(settings.KEYS_DIR, 'log', 'key.pem'), newEd25519Key());
    await writeFile(join(settings.KEYS_DIR, 'log', 'ledger.key'), newLedgerSecret());
    await rm(join(settings.KEYS_DIR, 'agencies', province.agency('snv').id, 'seal.p12'));
    const run = (...more: string[]) => vanbanWith(settings, 'restore', '--from', taken.folder, '--take-over', ...more);
    const refused = await run();
    expect(refused).to.have.nested.property('answer.error.code', 'keys-lacking');
    for (const said of ['key.pem', 'ledger.key', province.agency('snv').name])
      expect(JSON.stringify(refused.answer)).to.include(said);
    expect(JSON.stringify(refused.answer)).not.to.include(province.agency('ubnd').name);
    expect(await rowsOf(settings.MONGODB_DATABASE, 'people')).to.deep.equal([]);
    const { code, answer } = await run('--without-keys');
    expect(code, JSON.stringify(answer)).to.equal(1);
    expect(answer).to.deep.include({ faults: [] }).and.to.have.nested.property('log.code', 0);
    const renewed = (await rowsOf(settings.MONGODB_DATABASE, 'auditEvents')).filter(
      ({ type }) => type === 'log-key-renewed',
    );
    expect(renewed.map(({ event }) => `${event.key} ${event.lost}`)).to.deep.equal(['heads true', 'ledger true']);
    expect((await vanbanWith(settings, 'audit', 'verify')).answer).to.deep.include({ findings: [] });
  });

  it('older than numbers that went out gives none until they are confirmed, and knows those in the messages that are left', async () => {
    const taken = await backup();
    const bureau = await theBureau(province);
    await issuedLetter(bureau, aLetter(province, { to: ['ubnd'] }));
    await province.work();
    const documents = await readAll(outgoingDocuments, {});
    const numbers = documents.flatMap(({ state }) => ('number' in state ? [state.number] : []));
    const settings = await placeIn();
    // The storage survived; the newest document is only in its messages.
    await cp(join(province.storageFolder(), 'files'), join(settings.STORAGE_DIR, 'files'), { recursive: true });
    const { code, answer } = await vanbanWith(settings, 'restore', '--from', taken.folder, '--take-over');
    expect(code, JSON.stringify(answer)).to.equal(0);
    const known = await rowsOf(settings.MONGODB_DATABASE, 'knownNumbers');
    const highest = known.find(({ agencyId, kind }) => agencyId === province.agency('snv').id && kind === 'outgoing');
    expect(highest?.number).to.equal(Math.max(...numbers));
    const [lost] = await rowsOf(settings.MONGODB_DATABASE, 'lostPasts');
    expect(lost).to.include({ _id: 'deployment', how: 'restored' });
  });

  it('with a key tells nothing without it, nothing with another, and mixes with no other', async () => {
    const secret = await mkdtemp(join(folder, 'secret-'));
    const taken = await backup({ folder: secret, key });
    const names = await readdir(join(secret, 'files'), { recursive: true });
    for await (const sha256 of files().list()) expect(names.join()).not.to.include(sha256);
    const content = await readFile(join(taken.folder, 'people.bson'));
    expect(content.includes('fullName')).to.equal(false);
    const manifestWith = (other?: Uint8Array) => readManifest({ folder: taken.folder, key: other }, 0);
    expect(await refusalOf(manifestWith())).to.include({ code: 'backup-unusable' });
    expect(await refusalOf(manifestWith(Buffer.alloc(32, 8)))).to.include({ code: 'backup-unreadable' });
    for (const [place, other] of [
      [secret, undefined],
      [secret, Buffer.alloc(32, 8)],
      [folder, key],
    ] as const) {
      expect(await refusalOf(backup({ folder: place, key: other })))
        .to.have.property('code')
        .that.matches(/^backup-/);
    }
    expect((await readdir(secret)).filter((name) => !/^(files|\d{8}T\d{6}Z)$/.test(name))).to.deep.equal([]);
    const keyFile = join(folder, 'backup.key');
    await writeFile(keyFile, key.toString('hex'));
    expect((await restore(secret, '--key-file', keyFile)).code).to.equal(0);
  });

  for (const [how, harm] of Object.entries(harms)) {
    it(`names the document of a stored file that is ${how}, keeps its good copy, and goes on with the others`, async () => {
      const whole = await backup();
      const taken = await harmed(storedPath(letter.sha256), harm, () => backup());
      expect(taken.faults).to.have.length(1);
      expect(taken.faults[0]).to.deep.include({ sha256: letter.sha256, kept: true });
      expect(taken.faults[0]?.named).to.include(letter.title);
      expect(taken.manifest.files.count).to.equal(whole.manifest.files.count);
      expect(taken.manifest.lacking).to.deep.equal([]);
      const elsewhere = await mkdtemp(join(folder, 'first-'));
      const first = await harmed(storedPath(letter.sha256), harm, () => backup({ folder: elsewhere }));
      expect(first.faults[0]).to.include({ kept: false });
      expect(first.manifest.lacking).to.deep.equal([{ sha256: letter.sha256, named: first.faults[0]?.named }]);
      expect(first.manifest.files.count).to.equal(whole.manifest.files.count - 1);
    });

    it(`makes a copy anew that is ${how}, and tells when nothing is left to make it from`, async () => {
      await backup();
      const copy = new FilePool(folder, undefined).pathOf(letter.sha256);
      const taken = await harmed(copy, harm, async () => {
        const mended = await backup().catch((error: unknown) => error);
        return [mended, (await stat(copy)).isFile()];
      });
      if (how === 'a folder') expect(String(taken[0])).to.match(/EISDIR|ENOTEMPTY/);
      else expect(taken[0]).to.deep.include({ faults: [] });
      const lost = await harmed(storedPath(letter.sha256), gone, () => harmed(copy, harm, () => backup()));
      expect(lost.faults[0]).to.include({ sha256: letter.sha256, kept: false });
    });
  }

  it('that was changed by a byte in its rows is refused; one that lacks a file names it, and restores the rest when told to', async () => {
    const taken = await backup();
    for (const name of ['people.bson', 'files.txt', 'manifest.json']) {
      const path = join(taken.folder, name);
      const refusal = await harmed(path, flipped, () =>
        refusalOf(checkBackup({ folder: taken.folder, key: undefined }, 0)),
      );
      expect(refusal, name).to.include({ code: 'backup-unusable' });
    }
    const copy = new FilePool(folder, undefined).pathOf(letter.sha256);
    await harmed(copy, flipped, async () => {
      const refused = await restore(taken.folder);
      expect(refused.code).to.equal(1);
      expect(refused.answer).to.have.nested.property('error.code', 'backup-lacks-files');
      expect(JSON.stringify(refused.answer)).to.include(letter.title).and.include('--accept-lacking');
      expect(await rowsOf(refused.database, 'people')).to.deep.equal([]);
      const rest = await vanbanWith(
        refused.settings,
        'restore',
        '--from',
        taken.folder,
        '--take-over',
        '--accept-lacking',
      );
      expect(rest.code, JSON.stringify(rest.answer)).to.equal(1);
      expect(JSON.stringify(rest.answer.lacking)).to.include(letter.title);
      expect(await rowsOf(refused.database, 'people')).not.to.deep.equal([]);
    });
  });

  it('gives stored files back that are damaged or gone, named by their documents', async () => {
    const taken = await backup();
    const { uri } = await testDatabase();
    const live = { STORAGE_DIR: province.storageFolder(), KEYS_DIR: liveKeys() };
    const database = mongoose.connection.name;
    await mongoose.connection
      .collection<{ _id: string }>('deployment')
      .replaceOne({ _id: 'identity' }, { deployment: LIVE }, { upsert: true });
    const run = (...words: string[]) => vanbanWith({ ...live, MONGODB_URI: uri, MONGODB_DATABASE: database }, ...words);
    await chmod(storedPath(letter.sha256), 0o600);
    await flipped(storedPath(letter.sha256));
    const verified = await run('files', 'verify');
    expect(verified.code).to.equal(1);
    expect(JSON.stringify(verified.answer.faults)).to.include(letter.title);
    const elsewhere = await run('files', 'restore', '--from', join(folder, 'misspelt'));
    expect(elsewhere).to.include({ code: 1 }).and.have.nested.property('answer.error.code', 'no-backup');
    // One backup may be named, or the folder of all.
    const restored = await run('files', 'restore', '--from', taken.folder);
    expect(restored.code, JSON.stringify(restored.answer)).to.equal(0);
    expect(JSON.stringify(restored.answer.restored)).to.include(letter.title);
    expect((await run('files', 'verify')).answer).to.deep.include({ faults: [] });
    const said = await mongoose.connection.collection('auditEvents').find({ type: 'stored-files-restored' }).toArray();
    expect(said.map(({ event }) => event.count)).to.deep.equal([1]);
  });

  it('is not written into the storage that it is to outlive', async () => {
    const { uri } = await testDatabase();
    const settings = { STORAGE_DIR: province.storageFolder(), KEYS_DIR: liveKeys(), MONGODB_URI: uri };
    for (const to of [province.storageFolder(), join(province.storageFolder(), 'files', '..', 'backup')]) {
      const { code, answer } = await vanbanWith(settings, 'backup', '--to', to);
      expect(code).to.equal(1);
      expect(answer).to.have.nested.property('error.code', 'backup-within-storage');
    }
    expect(await readdir(province.storageFolder())).not.to.include('backup');
  });

  it('is refused where nothing can be written, and not tried for ever', async () => {
    const refusal = await backup({ folder: '/proc/none' }).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(StartUpFailure).with.property('english').that.contains('/proc/none');
  });

  it('restored halfway starts nowhere, and goes on with the same command only', async () => {
    const taken = await backup();
    const settings = await placeIn();
    const words = (from: string) => ['restore', '--from', from, '--take-over'];
    const run = (from: string) => vanbanWith(settings, ...words(from));
    const isBegun = () => isThere(join(settings.STORAGE_DIR, 'restore.json'));
    expect(await killedOnce(settings, isBegun, words(taken.folder))).to.equal('SIGKILL');
    const command = await vanbanWith(settings, 'audit', 'verify');
    expect(JSON.stringify(command.answer)).to.include('chưa xong').and.include(taken.folder);
    const other = await backup();
    expect(await run(other.folder)).to.have.nested.property('answer.error.code', 'not-empty');
    const again = await run(taken.folder);
    expect(again.code, JSON.stringify(again.answer)).to.equal(0);
    expect(await rowsOf(settings.MONGODB_DATABASE ?? '', 'people')).not.to.deep.equal([]);
    expect((await vanbanWith(settings, 'audit', 'verify')).code).to.equal(0);
  });

  it('is begun by one at a time, and clears away what one that was killed has left', async () => {
    await mkdir(join(folder, '20300101T000000Z.part'));
    const [one, other] = await Promise.allSettled([backup(), backup()]);
    const outcomes = [one, other].map(({ status }) => status).sort();
    expect(outcomes).to.deep.equal(['fulfilled', 'rejected']);
    const refused = [one, other].find((outcome) => outcome.status === 'rejected');
    expect(refused).to.have.property('reason').that.is.instanceOf(StartUpFailure);
    expect((await readdir(folder)).filter((name) => name.includes('part'))).to.deep.equal([]);
  });
});
