import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import '../../server/stores.ts';
import { verifyExport } from '../../server/audit/checks/verify-export.ts';
import { signHead } from '../../server/audit/heads/sign-head.ts';
import { logKeysInUse } from '../../server/audit/keys/log-keys-folder.ts';
import { auditTrail } from '../../server/audit/record.ts';
import { brokenSealsTold } from '../../server/audit/renewal/broken-seals.ts';
import { openLogKeys } from '../../server/audit/renewal/open-log-keys.ts';
import { renewHeadKey } from '../../server/audit/renewal/renew-head-key.ts';
import { renewLedgerKey } from '../../server/audit/renewal/renew-ledger-key.ts';
import { takeOverLog } from '../../server/audit/renewal/take-over-log.ts';
import { signedHeads } from '../../server/audit/store.ts';
import { people, positions } from '../../server/identity/store.ts';
import { ROW_CHANGED } from '../../server/platform/database/row-seal.ts';
import { allStores, readAll } from '../../server/platform/database/store.ts';
import { Ledger } from '../../server/platform/ledger/ledger.ts';
import { useLedger } from '../../server/platform/ledger/transaction.ts';
import { StartUpFailure } from '../../server/platform/state/start-up-failure.ts';
import { anAgency, anEmployee, entriesOf, eventsOf, refusalOf } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const collection = (name: string) => mongoose.connection.getClient().db().collection(name);

describe('the keys of the logs', () => {
  useFreshDatabase({ each: true });
  let folder: string;
  const keyFile = () => join(folder, 'log', 'ledger.key');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vanban-test-keys-'));
  });
  afterEach(async () => {
    await brokenSealsTold();
    rmSync(folder, { recursive: true, force: true });
  });

  const anOfficeAtWork = async (): Promise<string> => {
    await openLogKeys(folder);
    useLedger(new Ledger({ participants: [auditTrail] }));
    const agency = await anAgency();
    await anEmployee(agency, ['clerk']);
    await anEmployee(agency, ['leader']);
    return agency.id;
  };
  const refusedStart = async (): Promise<string> => {
    const failure = await openLogKeys(folder).then(
      () => 'it was opened',
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(StartUpFailure);
    return String(failure);
  };
  const verdict = async () => {
    const { said } = await verifyExport({}, { more: ['--json'], keys: logKeysInUse() });
    const { findings, notes } = JSON.parse(said);
    return { findings, notes: notes.map(({ kind }: { kind: string }) => kind) };
  };
  const forgeTail = async (log: string) => {
    const last = (await entriesOf(log)).length - 1;
    await collection('auditEvents').updateOne({ agencyId: log, sequence: last }, { $unset: { mac: 1 } });
  };

  it('are made once, for their owner alone, and shared by all processes', async () => {
    await openLogKeys(folder);
    const key = readFileSync(keyFile(), 'utf8');
    expect(key).to.match(/^[\w-]{43}$/);
    expect(statSync(keyFile()).mode & 0o077).to.equal(0);
    await openLogKeys(folder);
    expect(readFileSync(keyFile(), 'utf8')).to.equal(key);
  });

  it('are not made anew over a log that was written with others', async () => {
    await anOfficeAtWork();
    const key = readFileSync(keyFile(), 'utf8');
    rmSync(keyFile());
    expect(await refusedStart())
      .to.include(keyFile())
      .and.include('--lost');
    writeFileSync(keyFile(), 'x'.repeat(43));
    expect(await refusedStart()).to.include('không phải khoá đã ghi nhật ký');
    for (const damaged of ['', key.slice(0, 20), `${key}\n${key}`]) {
      writeFileSync(keyFile(), damaged);
      expect(await refusedStart()).to.include('hỏng hoặc bị cắt');
    }
    writeFileSync(keyFile(), key);
    chmodSync(keyFile(), 0o600);
    await openLogKeys(folder);
  });

  it('stay in force when somebody puts an entry with a mark of their own at the end', async () => {
    const log = await anOfficeAtWork();
    const [last] = (await entriesOf(log)).slice(-1);
    await collection('auditEvents').updateOne(
      { _id: last?.id as never },
      { $set: { mac: `00000000.${'x'.repeat(43)}` } },
    );
    await openLogKeys(folder);
    expect((await refusalOf(signHead(log))).code).to.equal('log-forged');
  });

  describe('of a release before marks and seals', () => {
    let log: string;
    beforeEach(async () => {
      log = await anOfficeAtWork();
      await collection('auditEvents').updateMany({}, { $unset: { mac: 1 } });
      for (const { name } of allStores().filter(({ sealed }) => sealed)) {
        await collection(name).updateMany({}, { $unset: { mac: 1 } });
      }
      rmSync(folder, { recursive: true });
    });

    it('are made by the migration alone', async () => {
      expect(await refusedStart()).to.include('npm start');
    });

    it('count what is there as it is, which the next head covers, and nothing that comes later without a mark', async () => {
      await takeOverLog({ keysFolder: folder });
      expect(await verdict()).to.deep.include({ findings: [] });
      for (const id of ['deployment', log]) await signHead(id);
      expect((await verdict()).notes).to.deep.equal([]);
      expect(await readAll(people, {})).to.have.length(2);
      expect(await eventsOf(log)).to.deep.include({ type: 'rows-changed' });
      await anEmployee(await anAgency(), ['clerk']);
      await forgeTail('deployment');
      expect((await refusalOf(signHead('deployment'))).code).to.equal('log-forged');
      expect((await verdict()).findings.map(({ kind }: { kind: string }) => kind)).to.deep.equal(['leaf-forged']);
    });

    it('may be taken over again after that was interrupted', async () => {
      await takeOverLog({ keysFolder: folder });
      // As it was cut off: the rows are sealed, but the key is not kept yet.
      await collection('auditEvents').updateMany({}, { $unset: { mac: 1 } });
      rmSync(keyFile());
      await takeOverLog({ keysFolder: folder });
      expect(await verdict()).to.deep.include({ findings: [] });
      expect(await readAll(positions, {})).to.have.length(2);
    });

    it('believe no row without its seal once they are there, however often they are taken over', async () => {
      await takeOverLog({ keysFolder: folder });
      await collection('positions').updateMany({}, { $set: { roles: ['leader'] }, $unset: { mac: 1 } });
      await takeOverLog({ keysFolder: folder });
      expect((await refusalOf(readAll(positions, {}))).code).to.equal(ROW_CHANGED);
    });
  });

  describe('when they are replaced', () => {
    it('leave what was written proven by signed heads, and rows with seals of the new key', async () => {
      const log = await anOfficeAtWork();
      const key = readFileSync(keyFile(), 'utf8');
      await renewLedgerKey(folder, { reason: 'Người giữ khoá chuyển công tác', lost: false });
      expect(readFileSync(keyFile(), 'utf8')).not.to.equal(key);
      expect(await verdict()).to.deep.equal({ findings: [], notes: ['tail-unsigned'] });
      expect((await eventsOf('deployment')).at(-1)).to.deep.equal({
        type: 'log-key-renewed',
        key: 'ledger',
        lost: false,
        reason: 'Người giữ khoá chuyển công tác',
      });
      await openLogKeys(folder);
      expect(await readAll(people, {})).to.have.length(2);
      expect((await signHead(log))?.text).to.include(`"size":${(await entriesOf(log)).length}`);
    });

    it('bless nothing that was written past the ledger', async () => {
      const log = await anOfficeAtWork();
      await collection('people').updateMany({}, { $set: { phone: '0900000000' } });
      await forgeTail(log);
      const refused = renewLedgerKey(folder, { reason: 'thử', lost: false });
      expect((await refusalOf(refused)).code).to.equal('log-forged');
    });

    it('leave a row that was edited without a seal that fits', async () => {
      await anOfficeAtWork();
      await collection('people').updateMany({}, { $set: { phone: '0900000000' } });
      await renewLedgerKey(folder, { reason: 'định kỳ', lost: false });
      expect((await refusalOf(readAll(people, {}))).code).to.equal(ROW_CHANGED);
    });

    it('leave the heads of before known as ours, by the public half of the old key', async () => {
      const log = await anOfficeAtWork();
      await signHead(log);
      for (const lost of [false, true]) {
        if (lost) rmSync(join(folder, 'log', 'key.pem'));
        await renewHeadKey(folder, { reason: 'thử', lost });
        expect((await eventsOf('deployment')).at(-1)).to.include({ type: 'log-key-renewed', key: 'heads', lost });
        await signHead('deployment');
        expect((await verdict()).findings).to.deep.equal([]);
      }
      for (const name of readdirSync(join(folder, 'log'))) {
        if (name.endsWith('.json') || name === 'key.pem') rmSync(join(folder, 'log', name));
      }
      expect(await refusedStart()).to.include('key.pem');
      await renewHeadKey(folder, { reason: 'mất cả thư mục', lost: true });
      await signHead('deployment');
      expect((await verdict()).findings).to.deep.equal([]);
      const keys = new Set((await readAll(signedHeads, {})).map(({ publicKey }) => publicKey));
      expect(keys.size).to.equal(4);
      const wrong = renewHeadKey(folder, { reason: 'thử', lost: true });
      expect((await refusalOf(wrong)).code).to.equal('key-otherwise');
    });

    it('after a loss take the end of the logs as it is, and say so', async () => {
      const log = await anOfficeAtWork();
      rmSync(keyFile());
      await forgeTail(log);
      await renewLedgerKey(folder, { reason: 'Hỏng đĩa', lost: true });
      expect((await verdict()).findings).to.deep.equal([]);
      expect((await eventsOf('deployment')).at(-1)).to.include({ type: 'log-key-renewed', lost: true });
      await openLogKeys(folder);
      await signHead(log);
    });
  });
});
