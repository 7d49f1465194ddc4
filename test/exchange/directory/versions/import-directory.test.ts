import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { DEPLOYMENT } from '../../../../server/audit/store.ts';
import { directoryEntries, directoryVersions } from '../../../../server/exchange/directory/store.ts';
import { confirmEntries } from '../../../../server/exchange/directory/versions/confirm-entries.ts';
import { importDirectory, keepSignedList } from '../../../../server/exchange/directory/versions/import-directory.ts';
import { directoryKeyIn, pinDirectoryKey } from '../../../../server/exchange/directory/versions/pin-directory-key.ts';
import { type Actor, systemActor } from '../../../../server/platform/actor.ts';
import { readAll, readOne } from '../../../../server/platform/database/store.ts';
import { files, LocalFileStore, useFiles } from '../../../../server/platform/files/files.ts';
import { inTransaction } from '../../../../server/platform/ledger/transaction.ts';
import {
  aDirectoryAuthority,
  aDirectoryList,
  aListedAgency,
  aListedCertificate,
  aListedDeployment,
  aSystemKey,
} from '../../../support/directory.ts';
import { anActorWith, eventsOf, refusalOf, useAuditedLedger } from '../../../support/identity.ts';
import { useFreshDatabase } from '../../../support/mongo.ts';

const authority = aDirectoryAuthority();
const old = aSystemKey('Sở Nội vụ cũ');
const renewed = aSystemKey('Sở Nội vụ mới');
const place = aListedDeployment();
const aList = (serial: number, key = old, over: object = {}) =>
  aDirectoryList({
    serial,
    deployments: [place],
    agencies: [
      aListedAgency('H99.05', { deployment: 'sao-mai-2', certificates: [aListedCertificate(key)] }),
      aListedAgency('H99.06'),
    ],
    ...over,
  });

const administrator = (over: Partial<Actor>): Actor => anActorWith('administrator', { agencyId: DEPLOYMENT, ...over });
const an = administrator({ personId: 'an', name: 'Nguyễn Văn An' });
const binh = administrator({ personId: 'binh', name: 'Lê Thị Bình' });

describe('the directory that is taken in', () => {
  useFreshDatabase();
  useAuditedLedger();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-directory-'));
    useFiles(await LocalFileStore.at(folder));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const takeIn = async (list: unknown, by: Actor = an, from = authority) => {
    const signed = await keepSignedList(from.file(list));
    return await inTransaction(by, (tx) => importDirectory(tx, signed), 'import');
  };
  const entry = async (code: string) => (await readOne(directoryEntries, { _id: code })) ?? expect.fail(`no ${code}`);
  const certificatesOf = async (code: string) => (await entry(code)).certificates.map(({ certificate }) => certificate);
  const base64 = (key: typeof old) => Buffer.from(key.certificate).toString('base64');

  it('counts by nobody’s key before one was pinned', async () => {
    expect((await refusalOf(takeIn(aList(1)))).code).to.equal('no-directory-key');
    const pem = authority.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const pin = () => inTransaction(systemActor(DEPLOYMENT), (tx) => pinDirectoryKey(tx, directoryKeyIn(pem)));
    expect((await pin()).id).to.equal((await pin()).id);
    const pinned = (await eventsOf(DEPLOYMENT)).filter(({ type }) => type === 'directory-key-pinned');
    expect(pinned).to.have.length(1);
  });

  it('keeps the exact bytes, its entries, and who took it in', async () => {
    const { version, changes } = await takeIn(aList(1));
    expect(changes.map(({ kind, code }) => `${kind} ${code}`)).to.deep.equal(['added H99.05', 'added H99.06']);
    expect(version).to.include({ serial: 1, importedBy: 'Nguyễn Văn An', newest: true });
    expect(Buffer.from(await files().read(version.sha256)).toString()).to.equal(JSON.stringify(aList(1)));
    expect(await entry('H99.06')).to.include({ deployment: null, listed: true });
    expect((await eventsOf(DEPLOYMENT)).at(-1)).to.deep.include({
      ...{ type: 'directory-imported', serial: 1, listSha256: version.sha256 },
      ...{ added: 2, changed: 0, gone: 0, waiting: 0 },
    });
  });

  it('is the same when it comes again, and refuses what is older, another of its number, or ended', async () => {
    const { changes, version } = await takeIn(aList(1), binh);
    expect([changes.length, version.importedBy]).to.deep.equal([0, 'Nguyễn Văn An']);
    await takeIn(aList(3));
    for (const [list, code] of [
      [aList(2), 'directory-older'],
      [aList(3, old, { name: 'Danh bạ khác' }), 'directory-forked'],
      [aList(4, old, { validUntil: '2026-01-02T00:00:00Z' }), 'directory-expired'],
    ] as const)
      expect((await refusalOf(takeIn(list))).code).to.equal(code);
    const stranger = await refusalOf(takeIn(aList(9), an, aDirectoryAuthority()));
    expect(stranger.code).to.equal('directory-signature-invalid');
    expect((await refusalOf(keepSignedList(Buffer.from('{"content": "AAAA"}')))).code).to.equal('directory-malformed');
    const newest = await readAll(directoryVersions, { newest: true });
    expect(newest.map(({ serial }) => serial)).to.deep.equal([3]);
    expect(await readAll(directoryVersions, {})).to.have.length(2);
  });

  it('lets a changed key wait for another person than the one who took it in', async () => {
    const { changes } = await takeIn(aList(4, renewed));
    expect(changes[0]).to.include({ kind: 'changed', waits: true });
    expect(await certificatesOf('H99.05')).to.deep.equal([base64(old)]);
    const confirm = (by: Actor, serial: number, ...codes: string[]) =>
      inTransaction(by, (tx) => confirmEntries(tx, { serial, codes }));
    expect((await refusalOf(confirm(an, 4, 'H99.05'))).code).to.equal('entry-needs-another');
    expect((await refusalOf(confirm(binh, 3, 'H99.05'))).code).to.equal('stale');
    expect((await refusalOf(confirm(binh, 4, 'H99.06'))).code).to.equal('entry-not-waiting');
    expect((await refusalOf(confirm(binh, 4, 'H99.05', 'H99.88'))).code).to.equal('not-found');
    expect(await certificatesOf('H99.05')).to.deep.equal([base64(old)]);
    await confirm(binh, 4, 'H99.05');
    expect(await certificatesOf('H99.05')).to.deep.equal([base64(renewed)]);
    expect((await eventsOf(DEPLOYMENT)).at(-1)).to.deep.equal({
      type: 'directory-entry-confirmed',
      code: 'H99.05',
      serial: 4,
    });
    expect((await takeIn(aList(5, renewed))).changes).to.deep.equal([]);
  });

  it('knows agencies that a list names no more, and takes them back with the keys they had', async () => {
    await takeIn(aList(6, old, { agencies: [] }));
    expect((await entry('H99.05')).listed).to.equal(false);
    const { changes } = await takeIn(aList(7, old));
    expect(changes[0]).to.include({ kind: 'added', waits: true });
    expect(await certificatesOf('H99.05')).to.deep.equal([base64(renewed)]);
  });
});
