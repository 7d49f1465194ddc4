import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { record } from '../../server/audit/record.ts';
import { signHead } from '../../server/audit/sign-head.ts';
import { logHeads } from '../../server/audit/store.ts';
import { readManifest } from '../../server/platform/backup/restore-backup.ts';
import { takeBackup } from '../../server/platform/backup/take-backup.ts';
import { files } from '../../server/platform/files.ts';
import { readAll } from '../../server/platform/store.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import { useCommandLine } from '../support/command-line.ts';
import { refusalOf } from '../support/identity.ts';
import { aLetter, issuedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { testDatabase, useFreshDatabase } from '../support/mongo.ts';

const key = Buffer.alloc(32, 7);

describe('a backup', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { vanbanWith } = useCommandLine();
  let folder: string;
  /** Rows that were acknowledged before the backup began. */
  let acknowledged: number;

  const backup = (settings: { key?: Uint8Array; now?: Date } = {}) =>
    takeBackup({ folder, store: files(), key: undefined, storageVersion: 0, now: new Date(), ...settings });
  /** Restores into a place of its own. */
  const restore = async (from: string, ...more: string[]) => {
    const { uri, database } = await testDatabase();
    const place = await mkdtemp(join(folder, 'place-'));
    const settings = {
      MONGODB_URI: uri,
      MONGODB_DATABASE: database,
      STORAGE_DIR: join(place, 'storage'),
      KEYS_DIR: join(province.storageFolder(), 'keys'),
    };
    return { ...(await vanbanWith(settings, 'restore', '--from', from, ...more)), database, settings };
  };
  const rowsOf = async (database: string, name: string) =>
    await mongoose.connection.getClient().db(database).collection(name).find().sort({ _id: 1 }).toArray();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-backup-'));
    const bureau = await theBureau(province);
    await issuedLetter(bureau, aLetter(province, { to: ['ubnd'] }));
    await province.work();
    acknowledged = (await readAll(logHeads, {})).reduce((sum, { size }) => sum + size, 0);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('taken while acts go on restores to a state whose log, registers and files verify', async () => {
    let stop = false;
    const clerk = province.actor('vanthu', 'snv');
    const load = Promise.all(
      Array.from({ length: 8 }, async () => {
        while (!stop) await inTransaction(clerk, async (tx) => record(tx, { type: 'position-chosen' }));
      }),
    );
    const taken = await backup().finally(() => {
      stop = true;
    });
    await load;
    expect(taken.damaged).to.deep.equal([]);
    const { code, answer, database } = await restore(folder);
    expect(code, JSON.stringify(answer)).to.equal(0);
    expect(answer).to.include({ at: taken.manifest.at }).and.to.deep.include({ faults: [] });
    const restored = await rowsOf(database, 'logHeads');
    expect(restored.reduce((sum, { size }) => sum + Number(size), 0)).to.be.at.least(acknowledged);
    const sent = await rowsOf(database, 'outgoingDocuments');
    expect(sent).to.deep.equal(await rowsOf(mongoose.connection.name, 'outgoingDocuments'));
    expect(await rowsOf(database, 'sessions')).to.deep.equal([]);
  });

  it('copies only the files that earlier ones lack', async () => {
    const later = await backup({ now: new Date('2031-01-01T00:00:00Z') });
    expect(later.newFiles).to.equal(0);
    expect(later.manifest.files.count).to.be.greaterThan(3);
    await rm(later.folder, { recursive: true });
  });

  it('older than what was signed since begins a new epoch, which the neighbours see', async () => {
    const taken = await backup({ now: new Date('2032-01-01T00:00:00Z') });
    const log = province.agency('snv').id;
    await inTransaction(province.actor('vanthu', 'snv'), async (tx) => record(tx, { type: 'position-chosen' }));
    await signHead(log);
    const { code, answer, database } = await restore(taken.folder);
    expect(code, JSON.stringify(answer)).to.equal(0);
    expect(answer.epochs).to.deep.equal([{ log, epoch: 2 }]);
    const said = await rowsOf(database, 'auditEvents');
    expect(said.filter(({ type }) => type === 'log-restored').map(({ agencyId }) => agencyId)).to.deep.equal([log]);
    await rm(taken.folder, { recursive: true });
  });

  it('with a key tells nothing without it, and nothing with another', async () => {
    const secret = await mkdtemp(join(folder, 'secret-'));
    const taken = await takeBackup({ folder: secret, store: files(), key, storageVersion: 0, now: new Date() });
    const names = await readdir(join(secret, 'files'), { recursive: true });
    for await (const sha256 of files().list()) expect(names.join()).not.to.include(sha256);
    const content = await readFile(join(taken.folder, 'people.bson'));
    expect(content.includes('fullName')).to.equal(false);
    const manifestWith = (other?: Uint8Array) => readManifest({ folder: taken.folder, key: other, storageVersion: 0 });
    expect(await refusalOf(manifestWith())).to.include({ code: 'backup-unusable' });
    expect(await refusalOf(manifestWith(Buffer.alloc(32, 8)))).to.include({ code: 'backup-unreadable' });
    const keyFile = join(folder, 'backup.key');
    await writeFile(keyFile, key.toString('hex'));
    expect((await restore(secret, '--key-file', keyFile)).code).to.equal(0);
    await rm(secret, { recursive: true });
  });

  it('that was changed by a byte is refused, whatever the byte belongs to', async () => {
    const spoiled = async (path: string): Promise<unknown> => {
      const good = await readFile(path);
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(bad.length - 3) ^ 1, bad.length - 3);
      await chmod(path, 0o600);
      await writeFile(path, bad);
      const { answer } = await restore(folder);
      await writeFile(path, good);
      return Object(answer.error).code;
    };
    const [name = ''] = (await readdir(folder)).filter((entry) => entry.endsWith('Z'));
    const [file = ''] = (await readdir(join(folder, 'files'), { recursive: true })).filter(
      (entry) => entry.length > 60,
    );
    for (const path of [join(name, 'people.bson'), join(name, 'files.txt'), join('files', file)])
      expect(await spoiled(join(folder, path)), path).to.equal('backup-unusable');
  });

  it('is restored into an empty place only', async () => {
    const first = await restore(folder);
    const again = await vanbanWith(first.settings, 'restore', '--from', folder);
    expect(again).to.have.nested.property('answer.error.code', 'not-empty');
  });

  it('says which stored file was damaged, and keeps the others', async () => {
    const taken = await files().put(Buffer.from('một tệp sẽ hỏng'));
    const path = join(province.storageFolder(), 'files', taken.sha256.slice(0, 2), taken.sha256);
    await chmod(path, 0o600);
    await writeFile(path, 'một tệp đã hỏng');
    const { damaged, folder: made } = await backup({ now: new Date('2033-01-01T00:00:00Z') });
    expect(damaged).to.deep.equal([taken.sha256]);
    await rm(made, { recursive: true });
    await rm(path);
  });
});
