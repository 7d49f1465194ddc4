import { expect } from 'chai';
import { createDeliveries } from '../../../server/exchange/deliveries/create-deliveries.ts';
import { ownDeploymentInUse } from '../../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../../server/exchange/directory/store.ts';
import { addresseesOf } from '../../../server/exchange/recipients/addressees.ts';
import { recipientsContract } from '../../../server/exchange/recipients/contract.ts';
import { groupsContract } from '../../../server/exchange/recipients/groups/contract.ts';
import { deliveries } from '../../../server/exchange/store.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { inTransaction, type Transaction } from '../../../server/platform/ledger/transaction.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { ask, refused } from '../../support/ask.ts';
import { aListedCertificate, anEntry, aSystemKey } from '../../support/directory.ts';
import { changeRow, eventsOf } from '../../support/identity.ts';
import { aLetter, type Bureau, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anOutgoingDocument } from '../../support/registry.ts';

const health = { code: 'H99.40', name: 'Sở Y tế' };
const labour = { code: 'H99.41', name: 'Sở Lao động' };
const museum = { code: 'H99.60', name: 'Bảo tàng tỉnh' };

describe('whom a document goes to', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;

  before(async () => {
    bureau = await theBureau(province);
    const { from, ...certificate } = aListedCertificate(aSystemKey(health.name));
    const signing = { ...certificate, from: new Date(from), until: null, revokedAt: null, purpose: 'signing' } as const;
    const deployment = (await ownDeploymentInUse()).id;
    const ofHealth = {
      ...{ name: health.name, certificates: [signing], aliases: [{ code: '000.00.40.H99', until: null }] },
      formerNames: [{ name: 'Sở Y tế và Xã hội', until: '2026-01-31' }],
    };
    const merged = { name: labour.name, successor: { code: health.code, from: '2026-03-01' } };
    await act('deployment', async (tx) => {
      tx.insert(directoryEntries, anEntry(health.code, ofHealth));
      tx.insert(directoryEntries, anEntry(labour.code, merged));
      tx.insert(directoryEntries, anEntry(museum.code, { name: museum.name, deployment: null, address: null }));
      tx.insert(directoryEntries, anEntry('H99.12', { name: 'Sở Khoa học và Công nghệ', deployment }));
    });
  });

  const act = <T>(agencyId: string, run: (tx: Transaction) => Promise<T>) => inTransaction(systemActor(agencyId), run);
  const recipient = (over: { agencyId?: string; code?: string; name: string }) => ({
    ...{ agencyId: null, code: null, paperCopies: 0, paperReason: null },
    ...over,
  });
  const addressee = async (over: Parameters<typeof recipient>[0], at = new Date()) =>
    (await addresseesOf([recipient(over)], at, province.agency('snv').id))[0];

  it('is found in the directory: by code, by alias, or as the one into whom it was merged', async () => {
    const asIs = { ...health, electronic: true };
    expect(await addressee(health)).to.include(asIs);
    expect(await addressee({ ...health, code: '000.00.40.H99' })).to.include(asIs);
    expect(await addressee(labour)).to.include({ ...asIs, insteadOf: labour.name });
    expect(await addressee(labour, new Date('2026-02-01T00:00:00Z'))).to.not.have.property('insteadOf');
  });

  it('gets paper without a system, without a key that could sign receipts, and where nobody knows it', async () => {
    expect(await addressee(museum)).to.include({ ...museum, electronic: false });
    expect(await addressee(health, new Date('2025-12-31T00:00:00Z'))).to.include({ electronic: false });
    expect(await addressee({ code: 'H99.99', name: 'Sở mới' })).to.include({ electronic: false });
    expect(await addressee({ name: 'Công ty Minh Trí' })).to.deep.equal({
      ...{ name: 'Công ty Minh Trí', paperCopies: 0, paperReason: null, electronic: false },
    });
  });

  it('is the same agency by its row and by its code; one that moved away is reached where it is now', async () => {
    const { id, name } = province.agency('skhcn');
    const here = { agencyId: id, code: 'H99.12', electronic: true };
    expect(await addressee({ agencyId: id, name })).to.include(here);
    expect(await addressee({ code: 'H99.12', name })).to.include(here);
    await changeRow(directoryEntries, 'H99.12', { deployment: 'sao-mai-2' });
    expect(await addressee({ agencyId: id, name })).to.include({ ...here, electronic: false });
    await changeRow(directoryEntries, 'H99.12', { deployment: (await ownDeploymentInUse()).id });
  });

  it('stands in the list of recipients, each agency once, with the way to it and its other names', async () => {
    const listed = await ask(bureau.drafter, recipientsContract.listRecipients, { query: {} });
    expect(listed.map(({ code }) => code)).to.deep.equal([museum.code, 'H99.12', health.code, 'H99.27', 'H99.01']);
    const [, , found] = listed;
    expect(found).to.deep.equal({
      ...{ agencyId: null, ...health, hosting: 'elsewhere', electronic: true, overAxis: false, limits: null },
      otherNames: ['000.00.40.H99', 'Sở Y tế và Xã hội', labour.code, labour.name],
    });
    expect(listed[0]).to.include({ hosting: 'none', electronic: false });
    expect(await ask(bureau.drafter, recipientsContract.listRecipients, { query: { q: 'y te' } })).to.have.length(1);
  });

  it('has one delivery, under however many names it stands on the document', async () => {
    const { id: agencyId } = province.agency('snv');
    const document = await act(agencyId, async (tx) => tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId })));
    const addressees = await addresseesOf([health, labour, museum].map(recipient), new Date(), agencyId);
    for (const _ of ['first', 'again']) {
      await act(agencyId, (tx) => createDeliveries(tx, document, addressees));
    }
    const made = await readAll(deliveries, { documentId: document.id }, { sort: { _id: 1 } });
    expect(made.map(({ channel, recipient: { name } }) => `${name} ${channel}`)).to.deep.equal([
      `${health.name} electronic`,
      `${museum.name} paper`,
    ]);
  });

  describe('by a group of recipients', () => {
    const { createGroup, changeGroup, endGroup, getGroup, listGroups, readTable } = groupsContract;
    const named = (...recipients: object[]) => ({ name: 'Các sở', recipients: recipients as { name: string }[] });
    const company = { kind: 'person', name: 'Ông Nguyễn Văn An', address: 'Số 5, đường Lê Lợi' };
    let group: { id: string; version: number };

    it('that its clerk names, of whom drafts may name, under a name of its own', async () => {
      group = await ask(bureau.clerk, createGroup, { body: named(health, labour, company) });
      expect(await refused(bureau.clerk, createGroup, { body: { ...named(health), name: 'các Sở' } })).to.equal(
        '409 group-name-taken',
      );
      const nobody = { ...named({ code: 'H99.99', name: 'Sở mới' }), name: 'Khác' };
      expect(await refused(bureau.clerk, createGroup, { body: nobody })).to.equal('422 unknown-agency');
      expect(await refused(bureau.drafter, createGroup, { body: named(museum) })).to.match(/^403 /);
      expect((await ask(bureau.drafter, listGroups)).map(({ name, count }) => [name, count])).to.deep.equal([
        ['Các sở', 3],
      ]);
      const elsewhere = await province.signIn('vanthu', 'skhcn');
      expect(await ask(elsewhere, listGroups)).to.deep.equal([]);
      expect(await refused(elsewhere, getGroup, { params: { groupId: group.id } })).to.match(/^404/);
    });

    it('shows who of it was merged, and into whom, and who is in no directory any more', async () => {
      await changeRow(directoryEntries, health.code, { listed: false });
      const params = { groupId: group.id };
      const standings = async () =>
        (await ask(bureau.drafter, getGroup, { params })).recipients.map(({ standing, successor }) =>
          [standing, successor?.name ?? null].join(' '),
        );
      expect(await standings()).to.deep.equal(['gone ', 'gone ', 'current ']);
      await changeRow(directoryEntries, health.code, { listed: true });
      expect(await standings()).to.deep.equal(['current ', `merged ${health.name}`, 'current ']);
    });

    it('is changed and ended by who has seen it, and leaves its trace', async () => {
      const params = { groupId: group.id };
      const body = { ...named(health, museum), name: 'Các sở, bảo tàng', version: group.version };
      const changed = await ask(bureau.clerk, changeGroup, { params, body });
      expect(await refused(bureau.clerk, changeGroup, { params, body })).to.equal('412 stale');
      await ask(bureau.clerk, endGroup, { params, body: { version: changed.version } });
      const late = { params, body: { version: changed.version + 1 } };
      expect(await refused(bureau.clerk, endGroup, late)).to.equal('409 group-ended');
      expect(await ask(bureau.clerk, listGroups)).to.deep.equal([]);
      const events = (await eventsOf(province.agency('snv').id)).filter(({ type }) => /^recipient-group-/.test(type));
      expect(events).to.deep.equal([
        { type: 'recipient-group-created', groupId: group.id, recipients: 3 },
        { type: 'recipient-group-changed', groupId: group.id, renamed: true, added: 1, removed: 2 },
        { type: 'recipient-group-ended', groupId: group.id },
      ]);
    });

    it('or a table, whose letters can be read', async () => {
      const send = (bytes: Buffer) =>
        bureau.drafter.post('/api/recipient-tables').attach('file', bytes, 'noi-nhan.csv');
      const { body } = await send(Buffer.from('Tên nơi nhận\nSở Y tế\nSở Lao động\nSở mới\n')).expect(200);
      const { rows } = readTable.response.parse(body);
      expect(rows.map(({ state, recipient }) => [state, recipient?.code])).to.deep.equal([
        ['known', health.code],
        ['double', health.code],
        ['outside', null],
      ]);
      const unread = await send(Buffer.from([0x54, 0xea, 0x6e, 0x0a, 0xff, 0xfe, 0x81])).expect(422);
      expect(unread.body).to.include({ type: '/problems/csv-not-utf8' });
      expect(unread.body.detail).to.include('CSV UTF-8');
    });
  });

  it('must be in the directory when a draft says so', async () => {
    const drafted = (code: string) => ({
      body: { ...aLetter(province, { to: [] }), recipients: [{ code, name: 'Cơ quan' }] },
    });
    const refusedFor = async (code: string) =>
      await ask(bureau.drafter, outgoingContract.createDraft, drafted(code)).then(
        () => 'drafted',
        (error: unknown) => String(error),
      );
    expect(await refusedFor(labour.code)).to.equal('drafted');
    expect(await refusedFor('H99.99')).to.include('unknown-agency');
  });
});
