import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { verifyExport } from '../../server/audit/checks/verify-export.ts';
import { logKeysInUse } from '../../server/audit/keys/log-keys-folder.ts';
import { sealRows } from '../../server/audit/renewal/seal-rows.ts';
import { migrations } from '../../server/capabilities.ts';
import { startEngine } from '../../server/engine.ts';
import { actorIn } from '../../server/identity/sessions/authorize.ts';
import { agencies, people, positions } from '../../server/identity/store.ts';
import { type Actor, systemActor } from '../../server/platform/actor.ts';
import { checkBackup } from '../../server/platform/backup/check-backup.ts';
import { restoreBackup } from '../../server/platform/backup/restore-backup.ts';
import { backupsIn } from '../../server/platform/backup/take-backup.ts';
import { useClock } from '../../server/platform/clock.ts';
import { ensureIndexes } from '../../server/platform/database/database.ts';
import { readAll, rowsOf } from '../../server/platform/database/store.ts';
import { files, LocalFileStore, useFiles } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { latestVersion, runMigrations } from '../../server/platform/start/migrations.ts';
import { StartUpFailure } from '../../server/platform/state/start-up-failure.ts';
import { isThere } from '../../server/platform/state/state-file.ts';
import { confirmNumbers } from '../../server/registry/books/confirm-numbers.ts';
import { numbersToConfirm } from '../../server/registry/books/lost-numbers-queries.ts';
import { findDuplicates, listIncoming } from '../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { listOutgoing, readOutgoing } from '../../server/registry/outgoing/queries.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { registers } from '../../server/registry/registers/store.ts';
import { takeNumber } from '../../server/registry/registers/take-number.ts';
import { assignments } from '../../server/routing/store.ts';
import { revokeCertificate } from '../../server/signing/certificates/revoke-certificate.ts';
import { agencyCertificates } from '../../server/signing/certificates/store.ts';
import { useCommandLine } from '../support/command-line.ts';
import { refusalOf } from '../support/identity.ts';
import { testDatabase, useFreshDatabase } from '../support/mongo.ts';
import { backupsOf, copyKeysOf } from '../support/old-backup.ts';
import { toRegister } from '../support/registry.ts';

const RELEASE = '875b386';
/** The year of its documents goes on, whenever this runs. */
const NOW = new Date('2026-12-01T03:00:00Z');
const clock = pathToFileURL(join(import.meta.dirname, '../support/jumping-clock.mjs')).href;
const then = { CLOCK_START: String(NOW.getTime() - Date.now()), NODE_OPTIONS: `--import ${clock}` };

describe(`a backup of release ${RELEASE}`, function () {
  this.timeout(120_000);
  const { vanbanWith } = useCommandLine();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-earlier-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** An empty database and folders, the keys as they were kept. */
  const aPlace = async () => {
    const place = await mkdtemp(join(folder, 'place-'));
    const { uri, database } = await testDatabase();
    await copyKeysOf(RELEASE, join(place, 'keys'));
    const settings = {
      ...{ MONGODB_URI: uri, MONGODB_DATABASE: database, ...then },
      ...{ STORAGE_DIR: join(place, 'storage'), KEYS_DIR: join(place, 'keys') },
    };
    return { settings, run: (...words: string[]) => vanbanWith(settings, ...words) };
  };
  const clerkOf = async (username: string): Promise<Actor> => {
    const [person] = await readAll(people, { username });
    const [position] = person ? await readAll(positions, { personId: person.id }) : [];
    return person && position ? actorIn(person, position) : expect.fail(`${username} is not there`);
  };
  /** Its documents are found by what people type today, and the one that comes again is known. */
  const expectFound = async () => {
    const clerk = await clerkOf('vanthu.snv');
    for (const q of ['BHXH-TTKT', '112/bhxh-ttkt', 'bảo hiểm xã hội']) {
      const found = await listIncoming(clerk, { q, limit: 10 });
      expect(
        found.items.map(({ code }) => code),
        q,
      ).to.deep.equal(['112/\u0412\u041dXH\u2011TTKT']);
    }
    const sent = await listOutgoing(await clerkOf('vanthu.ubnd'), { q: 'đẩy mạnh', limit: 10 });
    expect(sent.items).to.have.length(1);
    const [paper] = (await readAll(incomingDocuments, { codeNumber: '112' })).map(({ issuedOn, issuer }) => ({
      ...{ issuedOn, issuerName: issuer.name, codeNumber: '112', codeNotation: 'BHXH-TTKT' },
    }));
    if (!paper) return expect.fail('the paper is not there');
    expect(await findDuplicates(clerk, paper, NOW)).to.have.length(1);
  };

  describe('that is restored', () => {
    useFreshDatabase();
    let settings: Record<string, string>;
    before(async () => {
      const place = await aPlace();
      settings = place.settings;
      const restored = await place.run('restore', '--from', backupsOf(RELEASE));
      expect(restored.code, JSON.stringify(restored.answer)).to.equal(0);
      expect(restored.answer).to.deep.include({ faults: [], lacking: [] });
      const { STORAGE_DIR: storageFolder = '', KEYS_DIR: keysFolder = '', MONGODB_DATABASE: name } = settings;
      for (const collection of await mongoose.connection.getClient().db(name).collections()) {
        const rows = await collection.find().toArray();
        if (rows.length > 0) await mongoose.connection.collection(collection.collectionName).insertMany(rows);
      }
      await startEngine({ storageFolder, keysFolder, production: false });
      useClock(() => NOW);
    });
    after(() => useClock(() => new Date()));

    it('is whole by the log and its keys, is of this version, and opens its documents', async () => {
      const done = await mongoose.connection.collection<{ _id: number }>('migrations').find().toArray();
      expect(Math.max(...done.map(({ _id }) => _id))).to.equal(latestVersion(migrations));
      const { code, said } = await verifyExport({}, { keys: logKeysInUse() });
      expect(code, said).to.equal(0);
      const clerk = await clerkOf('vanthu.ubnd');
      const [issued] = await readAll(outgoingDocuments, { 'state.status': 'issued' });
      const { main, verdict } = await readOutgoing(clerk, issued?.id ?? '');
      expect(verdict).to.equal('valid');
      const sealed = Buffer.from(await files().read(main?.sha256 ?? ''));
      expect(sealed.subarray(0, 5).toString()).to.equal('%PDF-');
      expect(sealed.length).to.equal(main?.size);
    });

    it('finds what an earlier release wrote as it finds what is written today', expectFound);

    it('gives no number before the last ones are confirmed, and then none that was given', async () => {
      for (const username of ['vanthu.snv', 'vanthu.ubnd']) {
        const clerk = await clerkOf(username);
        const incoming = () => inTransaction(clerk, (tx) => registerIncoming(tx, toRegister()));
        expect((await refusalOf(incoming())).code).to.equal('numbers-unconfirmed');
        const toConfirm = await numbersToConfirm(clerk.agencyId, 2026);
        if (!toConfirm) return expect.fail('no number waits to be confirmed');
        const said = toConfirm.registers.map(({ kind, series, lastNumber: last }) => ({ kind, series, last }));
        const given = await readAll(registers, { agencyId: clerk.agencyId, year: 2026 });
        await inTransaction(clerk, (tx) =>
          confirmNumbers(tx, { since: toConfirm.since, registers: said, reason: 'Đối chiếu sổ in' }),
        );
        const last = (kind: string) => given.find((register) => register.kind === kind)?.lastNumber ?? 0;
        expect((await incoming()).number).to.equal(last('incoming') + 1);
        const outgoing = {
          kind: 'outgoing',
          what: 'document',
          typeCode: 'cong-van',
          unitId: null,
          bodyId: null,
        } as const;
        const taken = await inTransaction(clerk, (tx) => takeNumber(tx, outgoing));
        expect(taken.number).to.equal(last('outgoing') + 1);
      }
      const numbers = (await readAll(incomingDocuments, {})).map((one) => `${one.registerId}/${one.number}`);
      expect(new Set(numbers).size).to.equal(numbers.length).and.to.be.above(3);
    });
  });

  it('is not restored without its keys unless it is said, and then says which are new', async () => {
    const place = await aPlace();
    await rm(place.settings.KEYS_DIR, { recursive: true });
    const refused = await place.run('restore', '--from', backupsOf(RELEASE));
    expect(refused).to.have.nested.property('answer.error.code', 'keys-lacking');
    for (const said of ['key.pem', 'H99.01 Ủy ban nhân dân tỉnh Sao Mai', 'H99.08 Sở Nội vụ', '--without-keys'])
      expect(JSON.stringify(refused.answer)).to.include(said);
    expect(await isThere(join(place.settings.KEYS_DIR, 'log'))).to.equal(false);
    const restored = await place.run('restore', '--from', backupsOf(RELEASE), '--without-keys');
    expect(restored.code, JSON.stringify(restored.answer)).to.equal(1);
    expect(restored.answer).to.deep.include({ faults: [] });
    expect(restored.answer).to.have.nested.property('log.code', 0);
    expect(restored.answer).to.have.nested.property('keys.ofAgencies').with.length(4);
  });

  describe('whose rows this release starts on', () => {
    useFreshDatabase();

    let settings: Awaited<ReturnType<typeof aPlace>>['settings'];
    before(async () => {
      settings = (await aPlace()).settings;
      useFiles(await LocalFileStore.at(join(settings.STORAGE_DIR, 'files')));
      const [name = ''] = await backupsIn(backupsOf(RELEASE));
      const source = { folder: join(backupsOf(RELEASE), name), key: undefined };
      await restoreBackup(source, await checkBackup(source, latestVersion(migrations)), files());
    });
    const migrate = () =>
      runMigrations(migrations, { storageFolder: settings.STORAGE_DIR, keysFolder: settings.KEYS_DIR });

    /** Every handler has what their assignment says, also the deadline that an earlier release did not show. */
    const expectHandling = async () => {
      const handled = (await readAll(incomingDocuments, {})).filter(({ handlers }) => handlers.length > 0);
      expect(handled).to.not.deep.equal([]);
      for (const { id, handlers, dueOn: term } of handled) {
        const parts = await readAll(assignments, { documentId: id });
        expect(handlers).to.have.deep.members(
          parts.map(({ positionId, role, state, dueOn, open }) => ({ positionId, role, state, dueOn, open })),
        );
        for (const { dueOn, open } of parts) if (open && dueOn === null) expect(term).to.equal(null);
      }
    };

    it('are taken over by the migrations, twice as well as once', async () => {
      await migrate();
      const versions = async () => (await readAll(incomingDocuments, {})).map(({ version }) => version);
      const before = await versions();
      await mongoose.connection.collection('migrations').deleteMany({});
      await migrate();
      expect(await versions()).to.deep.equal(before);
      for (const { answersDocumentIds } of await readAll(outgoingDocuments, {})) {
        expect(answersDocumentIds).to.be.an('array');
      }
      await expectHandling();
      const { code, said } = await verifyExport({}, { keys: logKeysInUse() });
      expect(code, said).to.equal(0);
      await expectFound();
    });

    it('hold a certificate twice, of which it says who has it, and what ends that', async () => {
      const own = await rowsOf(agencyCertificates).findOne({ purpose: 'system' });
      if (!own) return expect.fail('no certificate is enrolled');
      const { mac: _mac, ...certificate } = own;
      await rowsOf(agencyCertificates).dropIndex('sha256_1_revokedAt_1');
      const other = await rowsOf(agencies).findOne({ _id: { $ne: String(own.agencyId) } });
      await rowsOf(agencyCertificates).insertOne({ ...certificate, _id: 'twice', agencyId: other?._id });
      await sealRows();
      const failure = await ensureIndexes().catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(StartUpFailure);
      expect(String(failure)).to.include(own._id).and.include('twice').and.include('sha256');
      expect(String(failure)).to.include(`vanban agency revoke --agency ${other?.code} --purpose system`);
      await inTransaction(systemActor(String(other?._id)), (tx) =>
        revokeCertificate(tx, { certificateId: 'twice', since: null, reason: 'Ghi nhầm cơ quan' }),
      );
      await ensureIndexes();
      expect((await rowsOf(agencyCertificates).findOne({ _id: own._id }))?.revokedAt).to.equal(undefined);
    });
  });
});
