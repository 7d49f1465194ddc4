import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkRecent, faultyLogs } from '../../server/audit/checks/check-log.ts';
import { LogKeeper } from '../../server/audit/checks/log-keeper.ts';
import { lookForPutBack } from '../../server/audit/checks/lose-past.ts';
import { verifyAllLogs } from '../../server/audit/checks/verify-all-logs.ts';
import { verifyExport } from '../../server/audit/checks/verify-export.ts';
import { checkHeldHeads } from '../../server/audit/heads/check-heads.ts';
import {
  headOf,
  leafHashes,
  proveConsistency,
  proveInclusion,
  rootAt,
  storeFullTiles,
} from '../../server/audit/heads/log-tree.ts';
import { signHead, signRestored, useHeadSigner } from '../../server/audit/heads/sign-head.ts';
import { keepHeadOf, noteWitness } from '../../server/audit/heads/witness.ts';
import { headSignerInFiles } from '../../server/audit/keys/head-signer.ts';
import { ledgerKey, ledgerKeyOf } from '../../server/audit/keys/ledger-key.ts';
import { readLogState, readTreeHeadOf } from '../../server/audit/queries.ts';
import { auditTrail, recordSoon } from '../../server/audit/record.ts';
import { openLogKeys } from '../../server/audit/renewal/open-log-keys.ts';
import { restoreLogs } from '../../server/audit/renewal/restore-logs.ts';
import {
  auditEntries,
  DEPLOYMENT,
  heldHeads,
  logHeads,
  logTiles,
  lostPasts,
  signedHeads,
} from '../../server/audit/store.ts';
import { isConsistent, isIncluded, leafHash } from '../../server/audit/tree/merkle-tree.ts';
import { readTreeHead } from '../../server/audit/tree/read-tree-head.ts';
import { readAll, rowsOf } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { Ledger } from '../../server/platform/ledger/ledger.ts';
import { inTransaction, useLedger } from '../../server/platform/ledger/transaction.ts';
import { aClerk, eventsOf, refusalOf, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { grow, LOG } from './grow-log.ts';

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

describe('heads of logs', () => {
  useFreshDatabase({ each: true });
  useAuditedLedger();
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vanban-test-heads-'));
    useHeadSigner(await headSignerInFiles(folder));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are signed by a key that only its owner can read, outside the database', async () => {
    await grow(3);
    const signed = await signHead(LOG);
    expect(signed && readTreeHead(signed)).to.deep.include({
      log: LOG,
      epoch: 1,
      size: 3,
      root: (await headOf(LOG)).root,
    });
    expect(statSync(join(folder, 'key.pem')).mode & 0o077).to.equal(0);
    expect(await readTreeHeadOf(LOG)).to.deep.equal(signed);
    expect(JSON.stringify(await readAll(signedHeads, {}))).not.to.include(
      readFileSync(join(folder, 'key.pem'), 'utf8').slice(30, 60),
    );
  });

  it('are refused once a letter of them is changed', async () => {
    await grow(1);
    const signed = await signHead(LOG);
    if (!signed) return expect.fail('nothing was signed');
    const other = { ...signed, text: signed.text.replace('"size":1', '"size":2') };
    expect(() => readTreeHead(other)).to.throw('not signed by its key');
    expect(() => readTreeHead({ ...signed, text: `${signed.text} ` })).to.throw('not signed by its key');
  });

  it('are nothing for an empty log', async () => {
    expect(await signHead('nobody')).to.equal(undefined);
    expect(await refusalOf(readTreeHeadOf('nobody'))).to.include({ kind: 'not-found' });
  });

  it('grow with the log, also when many ask at once', async () => {
    await grow(2);
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        await recordSoon(aClerk(), { type: 'signed-in' });
        await signHead(LOG);
      }),
    );
    const heads = (await readAll(signedHeads, { log: LOG }, { sort: { size: 1 } })).map(readTreeHead);
    expect(heads.at(-1)).to.include({ size: 12, epoch: 1 });
    for (const { size, root } of heads) expect(Buffer.from(await rootAt(LOG, size)).toString('base64')).to.equal(root);
  });

  it('are not signed for a log that lost its end, or whose past was changed', async () => {
    await grow(5);
    const before = await headOf(LOG);
    await grow(1);
    await signHead(LOG);
    await auditEntries.model.deleteOne({ agencyId: LOG, sequence: 5 });
    await logHeads.model.updateOne({ _id: LOG }, { $set: { size: 5, root: before.root, frontier: before.frontier } });
    expect(await refusalOf(signHead(LOG))).to.include({ code: 'log-went-back' });
    // Filled up again with something else, it is as long as it was, and still not what was signed.
    await grow(1);
    expect(await refusalOf(signHead(LOG))).to.include({ code: 'log-went-back' });
  });

  it('begin a new epoch when a backup was restored on purpose', async () => {
    await grow(5);
    const before = await headOf(LOG);
    await grow(1);
    await signHead(LOG);
    await auditEntries.model.deleteOne({ agencyId: LOG, sequence: 5 });
    await logHeads.model.updateOne({ _id: LOG }, { $set: { size: 5, root: before.root, frontier: before.frontier } });
    const restored = await signRestored(LOG);
    expect(restored && readTreeHead(restored)).to.include({ epoch: 2, size: 5 });
    await grow(1);
    const next = await signHead(LOG);
    expect(next && readTreeHead(next)).to.include({ epoch: 2, size: 6 });
  });

  it('are proved to agree, and leaves to stand below them, with tiles and without', async () => {
    await grow(600);
    const proofs = async () => ({
      inclusion: await proveInclusion(LOG, 300, 600),
      late: await proveInclusion(LOG, 599, 600),
      consistency: await proveConsistency(LOG, 257, 600),
    });
    const without = await proofs();
    await storeFullTiles(LOG);
    expect(await logTiles.model.countDocuments({ log: LOG })).to.equal(2);
    expect(await proofs()).to.deep.equal(without);
    const root = bytes((await headOf(LOG)).root);
    const leaf = async (index: number) => (await leafHashes(LOG, index, index + 1).next()).value as Uint8Array;
    expect(isIncluded(await leaf(300), 300, 600, without.inclusion.map(bytes), root)).to.equal(true);
    expect(isIncluded(await leaf(599), 599, 600, without.late.map(bytes), root)).to.equal(true);
    const earlier = { size: 257, root: await rootAt(LOG, 257) };
    expect(isConsistent(earlier, { size: 600, root }, without.consistency.map(bytes))).to.equal(true);
    expect(await refusalOf(proveInclusion(LOG, 600, 601))).to.include({ kind: 'invalid', code: 'out-of-range' });
    expect(await refusalOf(proveConsistency(LOG, 0, 600))).to.include({ kind: 'invalid', code: 'out-of-range' });
  });

  it('are kept by the neighbours, one a day, and looked at again', async () => {
    await grow(4);
    const first = await signHead(LOG);
    await grow(2);
    const second = await signHead(LOG);
    if (!first || !second) return expect.fail('nothing was signed');
    const holder = aClerk({ agencyId: 'so-tai-chinh' });
    const neighbour = { agencyId: LOG, name: 'Sở Nội vụ' };
    for (const head of [first, second, first]) await inTransaction(holder, (tx) => keepHeadOf(tx, neighbour, head));
    expect(await checkHeldHeads()).to.equal(0);
    const [held, ...more] = await readAll(heldHeads, {});
    expect(more).to.deep.equal([]);
    expect(held).to.include({ size: 6, contradicted: false });
    const { held: shown } = await readLogState('so-tai-chinh');
    expect(shown).to.have.length(1);
    expect(shown[0]).to.include({ name: 'Sở Nội vụ', size: 6, state: 'confirmed' });
  });

  it('of a neighbour whose past was changed are contradicted, once and for good', async () => {
    await grow(4);
    const signed = await signHead(LOG);
    if (!signed) return expect.fail('nothing was signed');
    const holder = aClerk({ agencyId: 'so-tai-chinh' });
    await inTransaction(holder, (tx) => keepHeadOf(tx, { agencyId: LOG, name: 'Sở Nội vụ' }, signed));
    await auditEntries.model.updateOne({ agencyId: LOG, sequence: 1 }, { $set: { leaf: '{}' } });
    expect(await checkHeldHeads('all')).to.equal(1);
    await checkHeldHeads('all');
    expect(await eventsOf('so-tai-chinh')).to.deep.include({
      type: 'history-contradicted',
      ofAgencyId: LOG,
      size: 4,
      epoch: 1,
    });
    expect((await eventsOf('so-tai-chinh')).filter(({ type }) => type === 'history-contradicted')).to.have.length(1);
  });

  it('that say two things of one size are a contradiction', async () => {
    await grow(1);
    const one = await signHead(LOG);
    const elsewhere = await headSignerInFiles(join(folder, 'other'));
    const leaf = 'another leaf';
    const other = await elsewhere.sign(LOG, async () => ({
      log: LOG,
      size: 1,
      root: leafHash(Buffer.from(leaf)),
      time: new Date(),
      async *leavesFrom() {
        yield { leaf, mac: ledgerKey().ofLeaf(leaf) };
      },
    }));
    if (!one) return expect.fail('nothing was signed');
    const holder = aClerk({ agencyId: 'so-tai-chinh' });
    for (const head of [one, other])
      await inTransaction(holder, (tx) => keepHeadOf(tx, { agencyId: LOG, name: 'Sở Nội vụ' }, head));
    expect((await readLogState('so-tai-chinh')).held[0]).to.include({ state: 'contradicted' });
  });

  it('that a neighbour has confirmed are shown to whoever answers for the log', async () => {
    await grow(3);
    const signed = await signHead(LOG);
    if (!signed) return expect.fail('nothing was signed');
    const by = { agencyId: 'so-tai-chinh', name: 'Sở Tài chính' };
    await inTransaction(aClerk(), (tx) => noteWitness(tx, by, signed, 'ab'));
    const { witnesses, signed: newest, size } = await readLogState(LOG);
    expect(witnesses.map(({ name, size: held }) => [name, held])).to.deep.equal([['Sở Tài chính', 3]]);
    expect(newest).to.include({ size: 3, epoch: 1 });
    expect(size).to.equal(4);
  });
});

describe('the keeper of the logs', () => {
  useFreshDatabase({ each: true });
  useAuditedLedger();
  let folder: string;
  const keeper = () => new LogKeeper();
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vanban-test-keeper-'));
    await openLogKeys(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('signs every log that has grown, and stores what tiles are full', async () => {
    await grow(260);
    await grow(2, 'so-tai-chinh');
    await keeper().keep();
    expect((await readAll(signedHeads, {}, { sort: { size: 1 } })).map(({ log, size }) => [log, size])).to.deep.equal([
      ['so-tai-chinh', 2],
      [LOG, 260],
    ]);
    expect(await logTiles.model.countDocuments({})).to.equal(1);
    await keeper().keep();
    expect(await signedHeads.model.countDocuments({})).to.equal(2);
    expect(await faultyLogs()).to.equal(0);
  });

  it('knows every ten seconds, and when it stops, how far a log has come, without keeping a head of it', async () => {
    await grow(3);
    const started = keeper();
    started.start();
    await started.stop();
    await grow(2);
    const again = keeper();
    await again.follow();
    const remembered = () => JSON.parse(readFileSync(join(folder, 'log', `${LOG}.json`), 'utf8'));
    expect(remembered()).to.include({ size: 5 });
    await grow(1);
    await again.stop();
    expect(remembered()).to.include({ size: 6 });
    expect((await readAll(signedHeads, { log: LOG })).map(({ size }) => size)).to.deep.equal([3]);
  });

  it('lets no entry be signed that did not come through the ledger, and says which log it is in', async () => {
    await grow(3);
    await keeper().keep();
    await grow(1);
    const [last] = await readAll(auditEntries, { agencyId: LOG }, { sort: { sequence: -1 }, limit: 1 });
    for (const mac of [undefined, 'x', ledgerKeyOf('stolen').ofLeaf(last?.leaf ?? '')]) {
      await auditEntries.model.updateOne(
        { _id: last?.id },
        mac === undefined ? { $unset: { mac: 1 } } : { $set: { mac } },
      );
      expect(await refusalOf(signHead(LOG))).to.include({ code: 'log-forged' });
      await keeper().follow();
      expect((await readLogState(LOG)).check?.fault).to.match(/^log-forged: .* entry 3 /);
    }
    await auditEntries.model.updateOne({ _id: last?.id }, { $set: { mac: last?.mac } });
    expect((await signHead(LOG))?.text).to.include('"size":4');
  });

  it('says so when a log is not what was signed, and goes on with the others', async () => {
    await grow(5);
    await keeper().keep();
    await logHeads.model.updateOne({ _id: LOG }, { $set: { size: 4 } });
    await grow(2, 'so-tai-chinh');
    await keeper().keep();
    expect(await faultyLogs()).to.equal(1);
    expect((await readLogState(LOG)).check?.fault).to.match(/^log-went-back/);
    expect((await readTreeHeadOf('so-tai-chinh')).text).to.include('"size":2');
    expect((await readAll(lostPasts, {})).map(({ how }) => how)).to.deep.equal(['put-back']);
  });

  it('says before anybody is let in that a log is shorter than what was signed, or gone', async () => {
    await grow(5);
    await keeper().keep();
    await lookForPutBack();
    expect(await readAll(lostPasts, {})).to.deep.equal([]);
    for (const harm of [{ size: 4 }, { _id: LOG }]) {
      if ('size' in harm) await logHeads.model.updateOne({ _id: LOG }, { $set: harm });
      else await logHeads.model.deleteOne(harm);
      await lookForPutBack();
      expect(await faultyLogs()).to.equal(1);
      expect((await readAll(lostPasts, {})).map(({ how }) => how)).to.deep.equal(['put-back']);
    }
  });

  it('says so too while the clock is not believed and no act is carried out', async () => {
    await grow(5);
    await keeper().keep();
    await logHeads.model.updateOne({ _id: LOG }, { $set: { size: 4 } });
    const clockInDoubt = () => {
      throw new DomainError('unavailable', 'clock-in-doubt', 'Nobody can be sure what time it is');
    };
    useLedger(new Ledger({ participants: [auditTrail], clock: clockInDoubt }));
    await lookForPutBack().finally(() => useLedger(new Ledger({ participants: [auditTrail] })));
    expect((await readAll(lostPasts, {})).map(({ how }) => how)).to.deep.equal(['put-back']);
    expect(await eventsOf(DEPLOYMENT)).to.deep.equal([]);
    for (let look = 0; look < 2; look += 1) await lookForPutBack();
    expect((await readAll(lostPasts, {})).map(({ unrecorded }) => unrecorded)).to.deep.equal([undefined]);
    expect((await eventsOf(DEPLOYMENT)).map(({ type }) => type)).to.deep.equal(['past-lost']);
  });

  it('begins an epoch in every log when a backup was restored, also where no memory shows that anything is gone', async () => {
    await grow(3);
    await grow(2, 'so-tai-chinh');
    const folderOfOldKeys = mkdtempSync(join(tmpdir(), 'vanban-test-keeper-'));
    useHeadSigner(await headSignerInFiles(folderOfOldKeys));
    const epochs = await restoreLogs('Khôi phục');
    rmSync(folderOfOldKeys, { recursive: true });
    expect(epochs).to.deep.equal([
      { log: LOG, epoch: 2 },
      { log: 'so-tai-chinh', epoch: 2 },
    ]);
    for (const { log } of epochs)
      expect((await eventsOf(log)).at(-1)).to.deep.include({ type: 'log-restored', epoch: 2 });
    expect((await readAll(lostPasts, {})).map(({ how }) => how)).to.deep.equal(['restored']);
    const verdict = async () => await verifyExport({});
    expect((await verdict()).code).to.equal(0);
    const [lost] = await rowsOf(lostPasts).find().toArray();
    await rowsOf(lostPasts).deleteMany({});
    expect((await verdict()).said).to.include('lostPasts');
    if (lost) await rowsOf(lostPasts).insertOne(lost);
    // Keys as old once more: what they have forgotten, the heads in the database tell.
    const folderOfNoMemory = mkdtempSync(join(tmpdir(), 'vanban-test-keeper-'));
    useHeadSigner(await headSignerInFiles(folderOfNoMemory));
    const again = await restoreLogs('Khôi phục lần nữa');
    rmSync(folderOfNoMemory, { recursive: true });
    expect(again.map(({ epoch }) => epoch)).to.deep.equal([2, 3, 3]);
  });

  it('finds a changed or missing entry among the newest when it starts', async () => {
    await grow(300);
    expect(await checkRecent(LOG)).to.equal(null);
    await auditEntries.model.updateOne({ agencyId: LOG, sequence: 299 }, { $set: { leaf: '{}' } });
    expect(await checkRecent(LOG)).to.match(/^root-differs/);
    await auditEntries.model.deleteOne({ agencyId: LOG, sequence: 299 });
    expect(await checkRecent(LOG)).to.match(/^entries-missing/);
    const started = keeper();
    started.start();
    await started.stop();
    expect((await readLogState(LOG)).check?.fault).to.match(/^log-went-back/);
  });

  it('orders one look at everything a night, which says where the past was changed', async () => {
    await grow(3);
    await keeper().keep();
    await keeper().keep();
    expect(await jobs.model.countDocuments({ kind: 'verify-logs' })).to.equal(1);
    await verifyAllLogs();
    expect((await readLogState(LOG)).check).to.include({ size: 3, fault: null });
    await auditEntries.model.updateOne({ agencyId: LOG, sequence: 1 }, { $set: { 'event.unitId': 'another' } });
    await verifyAllLogs();
    expect((await readLogState(LOG)).check?.fault).to.match(/đã bị sửa/);
    expect(await faultyLogs()).to.equal(1);
  });

  it('has nothing to look at before the first act', async () => {
    await verifyAllLogs();
    expect(await readAll(logHeads, {})).to.deep.equal([]);
  });
});
