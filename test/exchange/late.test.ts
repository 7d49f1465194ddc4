import { expect } from 'chai';
import mongoose from 'mongoose';
import { auditTrail } from '../../server/audit/record.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { noteAllLate } from '../../server/exchange/deliveries/note-late.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { readMessage } from '../../server/exchange/messages/message.ts';
import { useTransport } from '../../server/exchange/messages/transport.ts';
import { tellings } from '../../server/exchange/operations/late-tellings.ts';
import { noteLateTellings } from '../../server/exchange/operations/note-late-tellings.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { type Job, jobs } from '../../server/platform/ledger/jobs.ts';
import { Ledger } from '../../server/platform/ledger/ledger.ts';
import { useLedger } from '../../server/platform/ledger/transaction.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, refused } from '../support/ask.ts';
import { dueFor } from '../support/due.ts';
import { type Agent, changeRow, eventsOf, refusalOf } from '../support/identity.ts';
import { aLetter, type Bureau, numberedLetter, recallLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const DAY_MS = 24 * 3600_000;

const clockInDoubt = () => {
  throw new DomainError('unavailable', 'clock-in-doubt', 'Nobody can be sure what time it is');
};

describe('what no recipient holds', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;

  before(async () => {
    bureau = await theBureau(province);
  });
  beforeEach(() =>
    useTransport({
      carry: async () => {
        throw new DomainError('unavailable', 'partner-unanswered', 'Nobody answers');
      },
    }),
  );
  afterEach(() => useTransport(localCarrier));

  const issued = async (over: { priority?: number } = {}, to = ['skhcn']) => {
    const document = await numberedLetter(bureau, aLetter(province, { to }, over));
    await province.work();
    return document;
  };
  const deliveryOf = async (documentId: string) => {
    const {
      items: [only],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } });
    return only ?? expect.fail('There is no delivery');
  };
  const due = async () =>
    (await dueFor(bureau.clerk))
      .filter(({ kind }) => /^(delivery|partner)-/.test(kind))
      .map(({ kind, documentId, who, note, unsent }) => ({ kind, documentId, who, note, ...unsent }));
  /** So much time passes for what waits to be sent. */
  const passes = async (ms: number, kind: Job['kind'][] = ['deliver-envelope']) => {
    for (const { id, createdAt } of await readAll(jobs, { kind: mongoose.trusted({ $in: kind }), state: 'waiting' }))
      await changeRow(jobs, id, { createdAt: new Date(createdAt.getTime() - ms) });
  };
  const told = async () => (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'delivery-late');

  it('stands in one row of due work for its partner within a minute, and is told once', async () => {
    const first = await issued();
    await noteAllLate();
    expect(await due(), 'at once').to.deep.equal([]);
    const second = await issued();
    await passes(46_000);
    await noteAllLate();
    await noteAllLate();
    expect(await told()).to.have.length(2);
    const row = { kind: 'partner-late', who: province.agency('skhcn').name, note: 'partner-unanswered', recipients: 1 };
    expect(await due()).to.deep.equal([{ ...row, documentId: null, documents: 2 }]);
    const { items } = await ask(bureau.clerk, statisticsContract.dueOutgoing, { query: {} });
    expect(items.map(({ id }) => id)).to.have.members([first.id, second.id]);
    expect((await deliveryOf(first.id)).acts).to.deep.equal(['retry', 'readdress', 'paper', 'settle']);
  });

  it('leaves due work when a recipient holds it, or when a clerk has seen to it', async () => {
    useTransport(localCarrier);
    const [first, second] = (await readAll(deliveries, {})).map(({ id, documentId }) => ({ id, documentId }));
    const inAnHour = Date.now() + 3600_000;
    for (const { id, key } of await readAll(jobs, { kind: 'deliver-envelope', state: 'waiting' }))
      await changeRow(jobs, id, { runAt: new Date(key === first?.id ? 0 : inAnHour) });
    await province.work();
    expect((await due()).map(({ documentId }) => documentId)).to.deep.equal([second?.documentId]);
    const settle = { params: { deliveryId: second?.id ?? '' }, body: { reason: 'Nơi nhận bảo trì đến mai' } };
    expect(await ask(bureau.clerk, deliveriesContract.settleDelivery, settle)).to.include({ state: 'retrying' });
    expect(await due()).to.deep.equal([]);
  });

  it('stands there too when it is a recall, or what a sender is to be told', async () => {
    const reception = await province.signIn('vanthu', 'skhcn');
    const documentsAlone = {
      carry: async (...given: Parameters<typeof localCarrier.carry>) => {
        if (readMessage(given[1].content).kind === 'document') return await localCarrier.carry(...given);
        throw new DomainError('unavailable', 'partner-unanswered', 'Nobody answers');
      },
    };
    useTransport(documentsAlone);
    const { id: documentId } = await issued();
    await recallLetter(bureau, documentId);
    await passes(46_000, [...tellings]);
    useLedger(new Ledger({ participants: [auditTrail], clock: clockInDoubt }));
    const refusal = await refusalOf(noteLateTellings()).finally(() =>
      useLedger(new Ledger({ participants: [auditTrail] })),
    );
    expect(refusal.code).to.equal('clock-in-doubt');
    await noteLateTellings();
    await noteLateTellings();
    const rowsOf = async (agent: Agent) =>
      (await dueFor(agent))
        .filter(({ kind }) => kind === 'follow-up-late' || kind === 'receipt-late')
        .map(({ kind, documentId: id, who, note, unsent }) => ({ kind, documentId: id, who, note, ...unsent }));
    const row = { note: 'partner-unanswered', documents: 1, recipients: 1 };
    const [here, there] = [province.agency('snv'), province.agency('skhcn')];
    expect(await rowsOf(bureau.clerk)).to.deep.equal([{ kind: 'follow-up-late', documentId, who: there.name, ...row }]);
    expect(await rowsOf(reception)).to.deep.equal([{ kind: 'receipt-late', documentId: null, who: here.name, ...row }]);
    const toldTo = async ({ id }: { id: string }) =>
      (await eventsOf(id)).flatMap((event) => (event.type === 'telling-late' ? [event.work] : []));
    expect([await toldTo(here), await toldTo(there)]).to.deep.equal([['send-follow-up'], ['send-receipt']]);
    const { items } = await ask(bureau.clerk, statisticsContract.dueOutgoing, { query: {} });
    expect(items.map(({ id }) => id)).to.include(documentId);
    useTransport(localCarrier);
    await province.work(new Date(Date.now() + 3600_000));
    expect([await rowsOf(bureau.clerk), await rowsOf(reception)]).to.deep.equal([[], []]);
  });

  it('of “hoả tốc” has a row of its own at the first failure', async () => {
    const { id } = await issued({ priority: 3 });
    const { name: who } = province.agency('skhcn');
    expect(await due()).to.deep.equal([{ kind: 'delivery-late', documentId: id, who, note: 'partner-unanswered' }]);
  });

  it('comes again for its partner when its seven days are over, with what may be done then', async () => {
    await passes(7 * DAY_MS);
    await province.work(new Date(Date.now() + DAY_MS));
    const [row, ...more] = await due();
    expect(more).to.deep.equal([]);
    const who = province.agency('skhcn').name;
    expect(row).to.include({ kind: 'partner-expired', who, note: 'partner-unanswered', documents: 1 });
    const expired = await deliveryOf(row?.documentId ?? '');
    expect(expired).to.deep.include({ state: 'stuck', expired: true, acts: ['retry', 'readdress', 'paper', 'settle'] });
  });

  it('goes on paper with a reason, by a clerk alone, and is tried no more; it counts as paper', async () => {
    const document = await issued();
    const { id: deliveryId } = await deliveryOf(document.id);
    const paper = { params: { deliveryId }, body: { reason: 'Hệ thống của Sở hỏng, hạn trả lời hôm nay' } };
    expect(await refused(bureau.drafter, deliveriesContract.sendOnPaper, paper)).to.match(/^403 /);
    const sent = await ask(bureau.clerk, deliveriesContract.sendOnPaper, paper);
    expect(sent).to.deep.include({ state: 'paper', channel: 'paper', paperCopies: 1, acts: ['record-posting'] });
    expect(sent.paperReason).to.equal(paper.body.reason);
    expect((await eventsOf(province.agency('snv').id)).at(-1)).to.deep.equal({
      ...{ type: 'delivery-put-on-paper', documentId: document.id, deliveryId, reason: paper.body.reason },
    });
    useTransport(localCarrier);
    await province.work(new Date(Date.now() + DAY_MS));
    expect(await deliveryOf(document.id)).to.include({ state: 'paper', sentAt: null });
    expect(await refused(bureau.clerk, deliveriesContract.sendOnPaper, paper)).to.equal('409 not-for-paper');
  });
});
