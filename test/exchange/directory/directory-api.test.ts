import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { DEPLOYMENT } from '../../../server/audit/store.ts';
import { directoryContract } from '../../../server/exchange/directory/contract.ts';
import { ownDeploymentInUse } from '../../../server/exchange/directory/own-deployment.ts';
import { directoryVersions } from '../../../server/exchange/directory/store.ts';
import { requireListInForce } from '../../../server/exchange/directory/versions/list-in-force.ts';
import { pinDirectoryKey } from '../../../server/exchange/directory/versions/pin-directory-key.ts';
import { agencies } from '../../../server/identity/store.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { countRows, readAll } from '../../../server/platform/database/store.ts';
import { jobs } from '../../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { statisticsContract } from '../../../server/statistics/contract.ts';
import { ask, refused } from '../../support/ask.ts';
import {
  aDirectoryAuthority,
  aDirectoryList,
  aListedAgency,
  aListedCertificate,
  aListedDeployment,
  aSystemKey,
} from '../../support/directory.ts';
import { type Agent, changeRow, eventsOf } from '../../support/identity.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const DAY_MS = 24 * 3600_000;

describe('the directory of agencies, as administrators see it', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const authority = aDirectoryAuthority();
  const [old, renewed] = [aSystemKey('Sở Y tế cũ'), aSystemKey('Sở Y tế mới')];
  const place = aListedDeployment();
  let first: Agent;
  let second: Agent;
  let own: string;
  let here: ReturnType<typeof aListedDeployment>;

  /** One agency here, one elsewhere, one without a system. */
  const aList = (serial: number, over: object = {}, key = old) =>
    aDirectoryList({
      serial,
      deployments: [place, here],
      agencies: [
        aListedAgency('H99.05', { name: 'Sở Nội vụ', deployment: own }),
        aListedAgency('H98.21', {
          name: 'Sở Y tế',
          deployment: 'sao-mai-2',
          certificates: [aListedCertificate(key)],
          aliases: [{ code: '000.00.21.H98', until: '2027-12-31' }],
          ...over,
        }),
        aListedAgency('H98.22', { name: 'Trường Trung học phổ thông Sao Mai' }),
      ],
    });
  const fileOf = (list: unknown) => ({ name: 'danh-ba.json', bytes: authority.file(list) });
  const takeIn = (list: unknown, agent = first) =>
    ask(agent, directoryContract.importDirectory, { file: fileOf(list) });
  const listed = async (query: { part?: 'here' | 'elsewhere' | 'none' | 'waiting'; q?: string; limit?: string } = {}) =>
    (await ask(second, directoryContract.listDirectory, { query })).items;
  const due = async (agent: Agent) => {
    const { now, overdue, today, fresh } = await ask(agent, statisticsContract.dueWork);
    const all = [...now, ...overdue, ...today, ...fresh];
    return all.map(({ kind }) => kind).filter((kind) => kind.startsWith('directory'));
  };

  before(async () => {
    first = await province.signIn('quantri', 'snv');
    second = await province.signIn('quantri', 'ubnd');
    own = (await ownDeploymentInUse()).id;
    here = aListedDeployment({ id: own, address: null });
  });

  it('is empty before an authority’s key is pinned, and takes nothing in', async () => {
    const { pin, list, agencies, own: shown } = await ask(first, directoryContract.getDirectory);
    expect([pin, list, agencies.all, shown.id]).to.deep.equal([null, null, 0, own]);
    for (const endpoint of [directoryContract.checkDirectory, directoryContract.importDirectory] as const)
      expect(await refused(first, endpoint, { file: fileOf(aList(1)) })).to.equal('409 no-directory-key');
    await inTransaction(systemActor(DEPLOYMENT), (tx) => pinDirectoryKey(tx, authority.publicKey));
  });

  it('says what a list would change before it counts, and keeps nothing of it', async () => {
    const preview = await ask(first, directoryContract.checkDirectory, { file: fileOf(aList(1)) });
    expect(preview).to.deep.include({ serial: 1, isHeld: false, added: 3, changed: 0, gone: 0, waiting: 0 });
    expect(preview.changes.map(({ kind, code }) => `${kind} ${code}`)).to.include('added H98.21');
    expect(await listed()).to.deep.equal([]);
  });

  it('takes a list in once, under the name of who did it', async () => {
    const taken = await takeIn(aList(1));
    expect(taken).to.include({ serial: 1, added: 3, importedBy: province.actor('quantri', 'snv').name });
    expect(await takeIn(aList(1))).to.include({ serial: 1, added: 0 });
    const { list, agencies } = await ask(second, directoryContract.getDirectory);
    expect(list?.sha256).to.equal(
      createHash('sha256')
        .update(JSON.stringify(aList(1)))
        .digest('hex'),
    );
    expect(agencies).to.deep.equal({ all: 3, here: 1, elsewhere: 1, none: 1, waiting: 0 });
    expect((await eventsOf(DEPLOYMENT)).map(({ type }) => type)).to.include('directory-imported');
  });

  it('lists its agencies by name, part and words, page after page', async () => {
    expect((await listed()).map(({ code }) => code)).to.deep.equal(['H99.05', 'H98.21', 'H98.22']);
    for (const [part, code] of [
      ['here', 'H99.05'],
      ['elsewhere', 'H98.21'],
      ['none', 'H98.22'],
    ] as const)
      expect((await listed({ part })).map((entry) => [entry.code, entry.hosting])).to.deep.equal([[code, part]]);
    for (const q of ['so y te', 'H98.21', '000.00.21', 'vanban.saomai'])
      expect(
        (await listed({ q })).map(({ code }) => code),
        q,
      ).to.deep.equal(['H98.21']);
    const page = await ask(first, directoryContract.listDirectory, { query: { limit: '2' } });
    expect([page.items.length, page.next, page.total]).to.deep.equal([2, 'H98.21', 3]);
    const rest = await ask(first, directoryContract.listDirectory, { query: { limit: '2', cursor: 'H98.21' } });
    expect([rest.items.map(({ code }) => code), rest.next]).to.deep.equal([['H98.22'], null]);
    const [health] = await listed({ part: 'elsewhere' });
    expect(health?.keys.map(({ purpose, state }) => `${purpose} ${state}`)).to.deep.equal([
      'signing in-force',
      'deployment in-force',
    ]);
    expect(health).to.include({ address: place.address, waiting: null });
  });

  it('shows a changed key as waiting, to be agreed to by another administrator', async () => {
    const preview = await ask(first, directoryContract.checkDirectory, { file: fileOf(aList(2, {}, renewed)) });
    expect(preview.changes).to.deep.equal([
      { kind: 'changed', code: 'H98.21', name: 'Sở Y tế', parts: ['certificates'], waits: true },
    ]);
    await takeIn(aList(2, {}, renewed));
    const [entry] = await listed({ part: 'waiting' });
    expect(entry?.waiting).to.deep.include({ serial: 2, parts: ['certificates'], mayConfirm: true });
    expect(await due(second)).to.deep.equal(['directory-waiting']);
    expect(await due(first)).to.deep.equal([]);
    const body = { serial: 2, codes: ['H98.21'] };
    expect(await refused(first, directoryContract.confirmEntries, { body })).to.equal('403 entry-needs-another');
    expect(await refused(second, directoryContract.confirmEntries, { body: { ...body, serial: 1 } })).to.equal(
      '412 stale',
    );
    expect(await ask(second, directoryContract.confirmEntries, { body })).to.deep.equal({ codes: ['H98.21'] });
    expect(await refused(second, directoryContract.confirmEntries, { body })).to.equal('409 entry-not-waiting');
    expect([await listed({ part: 'waiting' }), await due(second)]).to.deep.equal([[], []]);
  });

  it('tells every administrator before a list ends and when it has; the next one lets what waited go on', async () => {
    expect(await due(first)).to.deep.equal([]);
    const validUntil = new Date(Date.now() + 20 * DAY_MS).toISOString();
    await takeIn({ ...aList(3, {}, renewed), validUntil });
    expect([await due(first), await due(second)]).to.deep.equal([['directory-ends'], ['directory-ends']]);
    await changeRow(directoryVersions, '3', { validUntil: new Date(Date.now() - DAY_MS) });
    expect(await due(first)).to.deep.equal(['directory-ended']);
    await takeIn({ ...aList(4, {}, renewed), validUntil });
    expect(await readAll(jobs, { kind: 'resume-sending', key: /list 4$/ })).to.have.length(
      await countRows(agencies, { active: true }),
    );
    await requireListInForce(new Date());
    expect(await due(await province.signIn('vanthu', 'snv'))).to.deep.equal([]);
  });

  it('refuses what is no list for what it is, with words', async () => {
    const check = (bytes: Buffer) =>
      refused(first, directoryContract.checkDirectory, { file: { name: 'x.json', bytes } });
    expect(await check(Buffer.from('%PDF-1.7'))).to.equal('400 malformed-json');
    expect(await check(Buffer.from('{}'))).to.equal('422 directory-malformed');
    expect(await check(aDirectoryAuthority().file(aList(5)))).to.equal('422 directory-signature-invalid');
    expect(await check(authority.file(aList(1)))).to.equal('409 directory-older');
    expect(await check(authority.file(aList(4)))).to.equal('409 directory-forked');
  });

  it('is the business of administrators alone', async () => {
    const clerk = await province.signIn('vanthu', 'snv');
    expect(await refused(clerk, directoryContract.getDirectory)).to.equal('403 not-permitted');
    expect(await refused(clerk, directoryContract.importDirectory, { file: fileOf(aList(3)) })).to.equal(
      '403 not-permitted',
    );
  });
});
