import { expect } from 'chai';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { AXIS } from '../../../server/exchange/axis/axis-partner.ts';
import { partnerLines } from '../../../server/exchange/carriage/store.ts';
import { deliveriesContract } from '../../../server/exchange/deliveries/contract.ts';
import { isBetterOverAxis } from '../../../server/exchange/deliveries/over-axis/goes-over-axis.ts';
import { directoryEntries } from '../../../server/exchange/directory/store.ts';
import { localCarrier } from '../../../server/exchange/door/local-carrier.ts';
import { useTransport } from '../../../server/exchange/messages/transport.ts';
import { arrivals, deliveries, givenReceipts } from '../../../server/exchange/store.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { readAll, readOne, rowsOf } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { files } from '../../../server/platform/files/files.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { ask } from '../../support/ask.ts';
import { aHeader, aPacket, ministry, useAxisServer } from '../../support/axis.ts';
import { anEntry, aSystemKey } from '../../support/directory.ts';
import type { Agent } from '../../support/identity.ts';
import { aLetter, type Bureau, numberedLetter, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { signingCertificate } from '../../support/neighbour.ts';

const now = new Date('2026-10-01T08:00:00Z');
const failing = (minutes: number) => ({ failingSince: new Date(now.getTime() - minutes * 60_000) });

it('the axis is the better way once the straight one has been silent for ten minutes, while the axis is not', () => {
  expect(isBetterOverAxis({ direct: undefined, axis: undefined }, now)).to.equal(false);
  expect(isBetterOverAxis({ direct: failing(9), axis: undefined }, now)).to.equal(false);
  expect(isBetterOverAxis({ direct: failing(10), axis: undefined }, now)).to.equal(true);
  expect(isBetterOverAxis({ direct: failing(60), axis: failing(1) }, now)).to.equal(false);
});

describe('a document with two ways to its recipient', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const axis = useAxisServer(province, ['snv', 'skhcn']);
  let bureau: Bureau;
  let clerk: Agent;
  let code: string;

  before(async () => {
    bureau = await theBureau(province);
    clerk = await province.signIn('vanthu', 'skhcn');
    code = await axis.code('snv');
    const certificates = [signingCertificate(aSystemKey(ministry.name))];
    await inTransaction(systemActor('deployment'), async (tx) => {
      tx.insert(directoryEntries, anEntry(ministry.code, { name: ministry.name, deployment: 'vpcp', certificates }));
    });
  });
  afterEach(() => useTransport(localCarrier));

  const later = (hours = 1) => province.work(new Date(Date.now() + hours * 3600_000));
  const silent = async (partner: string, minutes: number) => {
    const failingSince = new Date(Date.now() - minutes * 60_000);
    const $set = { failures: 3, probing: false, failingSince };
    await rowsOf(partnerLines).updateOne({ _id: partner }, { $set, $unset: { restsUntil: 1 } }, { upsert: true });
  };
  const unanswered = () =>
    useTransport({
      carry: async () => {
        throw new DomainError('unavailable', 'partner-unanswered', 'Nobody answers');
      },
    });
  const toMinistry = { agencyId: null, ...ministry, paperCopies: 0, paperReason: null };
  const held = () => axis.server.held.filter(({ to, messageType }) => to === ministry.code && messageType === 'edoc');

  it('goes straight, over the axis once that way is silent for long, and over one of them only', async () => {
    unanswered();
    const { id } = await numberedLetter(bureau, aLetter(province, { to: [] }, { recipients: [toMinistry] }));
    await province.work();
    const delivery = () => readOne(deliveries, { documentId: id });
    expect(await delivery()).to.deep.include({ partner: 'vpcp', state: 'retrying', lastError: 'partner-unanswered' });
    expect((await delivery())?.messageId).to.be.a('string');
    await silent('vpcp', 11);
    await silent(AXIS, 1);
    await later();
    expect(held()).to.have.length(0);
    await rowsOf(partnerLines).deleteOne({ _id: AXIS });
    await later(2);
    expect(held()).to.have.length(1);
    expect((await delivery())?.overAxis?.axisId).to.equal(held()[0]?.docId);
    useTransport({ carry: async () => expect.fail('It is sent twice') });
    await later(3);
    const { items } = await ask(bureau.clerk, deliveriesContract.listDeliveries, {
      params: { documentId: id },
      query: {},
    });
    expect(items.map(({ state, carrier, lastError }) => `${state} ${carrier} ${lastError}`)).to.deep.equal([
      'waiting axis null',
    ]);
  });

  /** A letter to Sở Khoa học và Công nghệ that does not arrive, and the same over the axis. */
  const unsent = async () => {
    unanswered();
    const { id } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    await province.work();
    const delivery = await readOne(deliveries, { documentId: id });
    const { document } = JSON.parse(Buffer.from(await files().read(delivery?.envelopeSha256 ?? '')).toString());
    const { main } = (await readOne(outgoingDocuments, { _id: id })) ?? {};
    const to = await axis.code('skhcn');
    const header = aHeader(to, { documentId: document.documentId, subject: document.subject });
    const bytes = await files().read(main?.sha256 ?? '');
    const part = { name: main?.name ?? '', mediaType: 'application/pdf', bytes };
    const from = { ...aHeader(to).from, organId: code, organName: province.agency('snv').name } as never;
    return { id, documentId: document.documentId as string, to, packet: aPacket({ ...header, from }, [part]) };
  };
  const arrived = (documentId: string) => readAll(arrivals, { 'envelope.document.documentId': documentId });

  it('is one arrival when it comes over the axis first, and is known by its sender’s signed message from then on', async () => {
    const { id, documentId, to, packet } = await unsent();
    axis.server.put(to, code, 'edoc', packet);
    await axis.collect();
    const [first] = await arrived(documentId);
    expect(first).to.include({ state: 'arrived', told: '01' });
    await ask(clerk, arrivalsContract.registerArrival, {
      params: { arrivalId: first?.id ?? '' },
      body: { version: first?.version ?? 0, verdictReason: null },
    });
    await province.work();
    useTransport(localCarrier);
    await later();
    const found = await arrived(documentId);
    expect(found).to.have.length(1);
    expect(found[0]).to.include({ id: first?.id, state: 'registered', senderAgencyId: province.agency('snv').id });
    expect(found[0]?.axis).to.equal(undefined);
    expect((await readAll(givenReceipts, { arrivalId: first?.id ?? '' })).map((one) => one.code)).to.deep.equal(['03']);
    const { items } = await ask(bureau.clerk, deliveriesContract.listDeliveries, {
      params: { documentId: id },
      query: {},
    });
    const [{ state, carrier, receipts } = expect.fail()] = items;
    expect([state, carrier, receipts.map((one) => `${one.code} ${one.signatureValid}`)]).to.deep.equal([
      ...['accepted', 'direct', ['03 true']],
    ]);
    axis.server.put(to, code, 'edoc', packet);
    await axis.collect();
    expect(await arrived(documentId)).to.have.length(1);
  });
});
