import { expect } from 'chai';
import { exchangeContract } from '../../../server/exchange/contract.ts';
import { createDeliveries } from '../../../server/exchange/deliveries/create-deliveries.ts';
import { ownDeploymentInUse } from '../../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../../server/exchange/directory/store.ts';
import { addresseesOf } from '../../../server/exchange/recipients/addressees.ts';
import { deliveries } from '../../../server/exchange/store.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { inTransaction, type Transaction } from '../../../server/platform/ledger/transaction.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { ask } from '../../support/ask.ts';
import { aListedCertificate, anEntry, aSystemKey } from '../../support/directory.ts';
import { changeRow } from '../../support/identity.ts';
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
    const listed = await ask(bureau.drafter, exchangeContract.listRecipients, { query: {} });
    expect(listed.map(({ code }) => code)).to.deep.equal([museum.code, 'H99.12', health.code, 'H99.27', 'H99.01']);
    const [, , found] = listed;
    expect(found).to.deep.equal({
      ...{ agencyId: null, ...health, hosting: 'elsewhere', electronic: true, overAxis: false, limits: null },
      otherNames: ['000.00.40.H99', 'Sở Y tế và Xã hội', labour.code, labour.name],
    });
    expect(listed[0]).to.include({ hosting: 'none', electronic: false });
    expect(await ask(bureau.drafter, exchangeContract.listRecipients, { query: { q: 'y te' } })).to.have.length(1);
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

  it('must be in the directory when a draft says so', async () => {
    const drafted = (code: string) => ({
      body: { ...aLetter(province, { to: [] }), recipients: [{ code, name: 'Cơ quan' }] },
    });
    const refused = async (code: string) =>
      await ask(bureau.drafter, outgoingContract.createDraft, drafted(code)).then(
        () => 'drafted',
        (error: unknown) => String(error),
      );
    expect(await refused(labour.code)).to.equal('drafted');
    expect(await refused('H99.99')).to.include('unknown-agency');
  });
});
