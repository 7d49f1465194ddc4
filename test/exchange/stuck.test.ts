import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { resumeSending } from '../../server/exchange/deliveries/resume-sending.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { bringsDocument, readMessage, sha256Of } from '../../server/exchange/messages/message.ts';
import { type MessageRefusal, refusal } from '../../server/exchange/messages/message-refusal.ts';
import { refusalBytes } from '../../server/exchange/messages/signed-refusal.ts';
import { type SignedThing, signedThingIn, signedThingText } from '../../server/exchange/messages/signed-thing.ts';
import { useTransport } from '../../server/exchange/messages/transport.ts';
import { offerAgain } from '../../server/exchange/recovery/offer-again.ts';
import { arrivals, deliveries, followUps } from '../../server/exchange/store.ts';
import { agencies } from '../../server/identity/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll, readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { expireKey } from '../support/agency-keys.ts';
import { ask, refused } from '../support/ask.ts';
import { anEntry } from '../support/directory.ts';
import { dueFor } from '../support/due.ts';
import { changeRow, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, newestArrival, numberedLetter, recallLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const DAY_MS = 24 * 3600_000;

describe('a delivery that cannot leave', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let issued: OutgoingView;
  let key: string;

  const delivery = async () => {
    const {
      items: [only],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: issued.id } });
    if (!only) throw new Error('There is no delivery');
    return only;
  };
  const codeOf = async (key: string) => (await readOne(agencies, { _id: province.agency(key).id }))?.code;
  const typesOf = async () => (await eventsOf(province.agency('snv').id)).map(({ type }) => type);

  /** Every message is refused with this code, signed by this agency. */
  const refusing = (by: string, code: MessageRefusal, over: object = {}) =>
    useTransport({
      carry: async (_to, { content: bytes }) => {
        const { messageId } = readMessage(bytes);
        const about = { messageId, messageSha256: sha256Of(bytes), ...over };
        const content = refusalBytes(refusal(code, 'No'), about, new Date());
        const signature = await signAsSystem(province.agency(by).id, content);
        throw new DomainError('invalid', code, 'No', { signed: signedThingText({ content, signature }) });
      },
    });

  before(async () => {
    bureau = await theBureau(province);
    key = join(province.storageFolder(), 'keys', 'agencies', province.agency('snv').id, 'system.p12');
    const numbered = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    await rename(key, `${key}.away`);
    await province.work();
    issued = await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId: numbered.id } });
  });

  it('for want of a key is shown as stuck at once, since no other try would mend it; the document is issued all the same', async () => {
    expect(issued.state).to.equal('issued');
    expect(await delivery()).to.include({ state: 'stuck', lastError: 'agency-key-missing', attempts: 1, sentAt: null });
    expect(await typesOf()).to.include.members(['delivery-failed', 'delivery-stuck']);
  });

  it('goes without being sealed on the word of a clerk alone, who says why, and only where nothing seals it any more', async () => {
    const { id: deliveryId } = await delivery();
    const asked = { params: { deliveryId }, body: { reason: 'Cuộc họp sáng mai' } };
    expect(await refused(bureau.clerk, deliveriesContract.sendInClear, asked)).to.equal('409 nothing-in-clear');
    await changeRow(deliveries, deliveryId, { lastError: 'not-in-clear' });
    expect((await delivery()).acts).to.include('in-clear');
    expect(await refused(bureau.drafter, deliveriesContract.sendInClear, asked)).to.match(/^403 /);
    const allowed = await ask(bureau.clerk, deliveriesContract.sendInClear, asked);
    expect(allowed).to.deep.nested.include({ state: 'retrying', 'inClear.reason': 'Cuộc họp sáng mai' });
    expect(allowed.acts).not.to.include('in-clear');
    expect((await eventsOf(province.agency('snv').id)).at(-1)).to.deep.equal({
      ...{ type: 'delivery-put-in-clear', documentId: issued.id, deliveryId, reason: 'Cuộc họp sáng mai' },
    });
    await province.work();
    expect(await delivery()).to.include({ state: 'stuck', lastError: 'agency-key-missing' });
  });

  it('for want of the other side is shown as retrying, with what is wrong and when it goes on', async () => {
    await rename(`${key}.away`, key);
    // From here on the envelope is made and signed, but nobody is at home.
    await changeRow(agencies, province.agency('skhcn').id, { active: false });
    const { id: deliveryId } = await delivery();
    await ask(bureau.clerk, deliveriesContract.retryDelivery, { params: { deliveryId }, body: {} });
    await province.work();
    const retrying = await delivery();
    expect(retrying).to.include({ state: 'retrying', lastError: 'wrong-audience', attempts: 3, sentAt: null });
    expect(retrying.nextAttemptAt).to.be.a('string');
  });

  it('is tried for seven days, and tells the log no more than once that it fails as before', async () => {
    await province.work(new Date(Date.now() + DAY_MS / 24));
    expect(await delivery()).to.include({ state: 'retrying', lastError: 'wrong-audience' });
    expect((await typesOf()).filter((type) => type === 'delivery-failed')).to.have.length(3);
  });

  it('is shown as stuck to the clerk, in due work and in the log, once the worker gives up', async () => {
    const [job] = await readAll(jobs, { kind: 'deliver-envelope', key: (await delivery()).id });
    const sevenDaysAgo = new Date(Date.now() - 7 * DAY_MS);
    await changeRow(jobs, job?.id ?? '', { createdAt: sevenDaysAgo });
    await province.work(new Date(Date.now() + DAY_MS));
    const stuck = await delivery();
    expect(stuck).to.include({ state: 'stuck', lastError: 'wrong-audience', sentAt: null, nextAttemptAt: null });
    expect(stuck.attempts).to.be.above(5);
    const due = (await dueFor(bureau.clerk)).filter(({ kind }) => kind === 'partner-expired');
    expect(due.map(({ documentId, note }) => ({ documentId, note }))).to.deep.equal([
      { documentId: issued.id, note: 'wrong-audience' },
    ]);
    const { counts } = await ask(bureau.clerk, statisticsContract.dueWork);
    expect(counts.outgoing).to.equal(1);
    expect((await typesOf()).filter((type) => type === 'delivery-stuck')).to.have.length(3);
    const query = { from: issued.issuedOn ?? '', to: issued.issuedOn ?? '' };
    const { figures } = await ask(bureau.clerk, statisticsContract.share, { query });
    expect(figures.map(({ numerator, denominator }) => `${numerator}/${denominator}`)).to.deep.equal(['0/1', '0/1']);
  });

  it('leaves due work when the clerk says what was done about it, once, and stays what it is', async () => {
    const { id: deliveryId } = await delivery();
    const settle = { params: { deliveryId }, body: { reason: 'Gửi bản giấy qua bưu điện' } };
    expect(await refused(bureau.drafter, deliveriesContract.settleDelivery, settle)).to.match(/^403 /);
    const settled = await ask(bureau.clerk, deliveriesContract.settleDelivery, settle);
    expect(settled).to.deep.nested.include({ state: 'stuck', 'settled.reason': 'Gửi bản giấy qua bưu điện' });
    const { counts } = await ask(bureau.clerk, statisticsContract.dueWork);
    expect(counts).to.include({ outgoing: 0 });
    expect((await eventsOf(province.agency('snv').id)).at(-1)).to.deep.equal({
      ...{ type: 'delivery-settled', documentId: issued.id, deliveryId, reason: 'Gửi bản giấy qua bưu điện' },
    });
    await resumeSending({ agencyId: province.agency('snv').id });
    expect(await delivery()).to.include({ state: 'stuck' });
    expect(await refused(bureau.clerk, deliveriesContract.settleDelivery, settle)).to.equal('409 nothing-to-settle');
  });

  it('goes out on the clerk’s word, as the very message that was signed before, once', async () => {
    const { id: deliveryId, messageId } = await delivery();
    await changeRow(agencies, province.agency('skhcn').id, { active: true });
    const retry = { params: { deliveryId }, body: {} };
    expect(await ask(bureau.clerk, deliveriesContract.retryDelivery, retry)).to.include({ state: 'retrying' });
    await province.work();
    expect(await delivery()).to.include({ state: 'arrived', lastError: null, messageId, recipientVerdict: 'valid' });
    expect((await readAll(arrivals, {})).map((arrival) => arrival.messageId)).to.deep.equal([messageId]);
    expect(await typesOf()).to.include.members(['delivery-retried', 'delivery-sent']);
    expect(await refused(bureau.clerk, deliveriesContract.retryDelivery, retry)).to.equal('409 not-stuck');
  });

  it('goes by the carrier in use, with the files its message names and no others, and its receipt comes back by one', async () => {
    const carried: string[] = [];
    useTransport({
      carry: async (to, carrying) => {
        const message = readMessage(carrying.content);
        const named = bringsDocument(message) ? message.files : [];
        expect(carrying.files.map(({ sha256 }) => sha256)).to.deep.equal(named.map(({ sha256 }) => sha256));
        carried.push(`${message.kind} ${message.kind === 'receipt' ? message.receipt.code : ''} to ${to}`);
        return await localCarrier.carry(to, carrying);
      },
    });
    try {
      const numbered = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      await province.work();
      const params = { documentId: numbered.id };
      const {
        items: [sent],
      } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params });
      expect(sent).to.include({ state: 'arrived', recipientVerdict: 'valid' });
    } finally {
      useTransport(localCarrier);
    }
    expect(carried).to.deep.equal([`document  to ${await codeOf('skhcn')}`, `receipt 01 to ${await codeOf('snv')}`]);
  });

  it('counts as sent only with the recipient’s own receipt for these very bytes; any other answer is asked again', async () => {
    const changed = async ({ content }: SignedThing, by: string, over: object): Promise<SignedThing> => {
      const told = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(content).toString()), ...over }));
      return { content: told, signature: await signAsSystem(province.agency(by).id, told) };
    };
    type Lie = (right: SignedThing) => SignedThing | Promise<SignedThing>;
    const lies: readonly Lie[] = [
      (right) => ({ ...right, content: Buffer.from('{}') }),
      (right) => ({ ...right, content: Buffer.from('<html>') }),
      (right) => changed(right, 'skhcn', { messageSha256: '0'.repeat(64) }),
      (right) => changed(right, 'skhcn', { messageId: newId() }),
      (right) => changed(right, 'thanhbinh', {}),
      (right) => ({ ...right, signature: new Uint8Array(12) }),
    ];
    const home = await codeOf('snv');
    /** The document arrives; what the recipient says of that does not come back truly. */
    const answering = (lie: Lie) =>
      useTransport({
        carry: async (to, message) => {
          if (to === home) throw new Error('Nobody is at home');
          return await lie(await localCarrier.carry(to, message));
        },
      });
    answering(lies[0] ?? expect.fail('There is no lie'));
    const { id: documentId } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    await province.work();
    const sent = async () => {
      const {
        items: [only],
      } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } });
      return only ?? expect.fail('There is no delivery');
    };
    const again = async () => {
      await ask(bureau.clerk, deliveriesContract.retryDelivery, {
        params: { deliveryId: (await sent()).id },
        body: {},
      });
      await province.work();
    };
    try {
      for (const [index, lie] of lies.entries()) {
        answering(lie);
        await again();
        expect(await sent(), `${index}`).to.include({ state: 'retrying', lastError: 'receipt-unfit', sentAt: null });
      }
    } finally {
      useTransport(localCarrier);
    }
    await again();
    await province.work(new Date(Date.now() + DAY_MS));
    const { messageId, ...arrived } = await sent();
    expect(arrived).to.include({ state: 'arrived', lastError: null });
    expect(await arrivals.model.countDocuments({ messageId: messageId ?? '' })).to.equal(1);
  });

  it('ends by a final refusal that its recipient has signed, and by no other: that is for a person', async () => {
    const { id: documentId } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const sent = async () => (await readOne(deliveries, { documentId })) ?? expect.fail('There is no delivery');
    const again = async () => {
      await ask(bureau.clerk, deliveriesContract.retryDelivery, {
        params: { deliveryId: (await sent()).id },
        body: {},
      });
      await province.work();
    };
    try {
      useTransport({ carry: async () => Promise.reject(refusal('unsupported-kind', 'No')) });
      await province.work();
      expect(await sent(), 'nobody signed it').to.include({ state: 'retrying', lastError: 'unsupported-kind' });
      refusing('thanhbinh', 'unsupported-kind');
      await again();
      expect(await sent(), 'another signed it').to.include({ state: 'retrying', lastError: 'refusal-unfit' });
      refusing('skhcn', 'unsupported-kind', { messageSha256: '0'.repeat(64) });
      await again();
      expect(await sent(), 'of other bytes').to.include({ state: 'retrying', lastError: 'refusal-unfit' });
      refusing('skhcn', 'clock-skew');
      await again();
      expect(await sent(), 'for now only').to.include({ state: 'retrying', lastError: 'clock-skew' });
      refusing('skhcn', 'unsupported-kind');
      await again();
      const ended = await sent();
      expect(ended).to.include({ state: 'stuck', lastError: 'unsupported-kind' });
      const { content } = signedThingIn(Buffer.from(ended.signedRefusal ?? '{}')) ?? expect.fail('It is not kept');
      expect(Buffer.from(content).toString()).to.include('/problems/unsupported-kind');
    } finally {
      useTransport(localCarrier);
    }
    await again();
    expect(await sent())
      .to.include({ state: 'arrived' })
      .and.not.to.have.any.keys('lastError', 'signedRefusal');
  });

  it('goes by a new message, once, to a recipient who has lost it and to whom the old one has become too old; a recall too', async () => {
    const { id: documentId } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const recalled = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    await province.work();
    await recallLetter(bureau, recalled.id);
    const [first = expect.fail('It was not sent')] = await readAll(deliveries, { documentId });
    const { id: deploymentId } = await ownDeploymentInUse();
    const { code = '', name } = first.recipient;
    await inTransaction(systemActor('deployment'), async (tx) =>
      tx.insert(directoryEntries, anEntry(code, { name, deployment: deploymentId })),
    );
    const asked = { agencyId: first.agencyId, deploymentId, since: first.createdAt.toISOString() };
    refusing('skhcn', 'message-expired');
    try {
      await offerAgain(asked);
      await offerAgain(asked);
    } finally {
      useTransport(localCarrier);
    }
    await province.work();
    const sent = await readAll(deliveries, { documentId }, { sort: { _id: 1 } });
    expect(sent.map(({ state }) => state)).to.deep.equal(['arrived', 'arrived']);
    expect(sent[0]?.sentAnewAs).to.equal(sent[1]?.id);
    const recalls = await readAll(followUps, { documentId: recalled.id });
    expect(recalls.map(({ kind, state }) => [kind, state])).to.deep.equal(Array(2).fill(['revoke', 'acknowledged']));
    expect(await deliveries.model.countDocuments({ documentId: recalled.id })).to.equal(1);
    expect(await arrivals.model.countDocuments({ messageId: sent[1]?.messageId ?? '' })).to.equal(1);
  });

  it('waits for a recipient that cannot sign its receipts, which has taken nothing then', async () => {
    const back = await expireKey(province, 'skhcn', 'system');
    const numbered = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const params = { documentId: numbered.id };
    const sent = async () => (await ask(bureau.clerk, deliveriesContract.listDeliveries, { params })).items[0];
    await province.work();
    const retrying = await sent();
    expect(retrying).to.include({ state: 'retrying', lastError: 'recipient-cannot-sign', sentAt: null });
    expect(await arrivals.model.countDocuments({ messageId: retrying?.messageId ?? '' })).to.equal(0);
    await back();
    await province.work(new Date(Date.now() + DAY_MS));
    expect(await sent()).to.include({ state: 'arrived', lastError: null });
  });

  it('is retried by clerks alone', async () => {
    const { id: deliveryId } = await delivery();
    const retry = { params: { deliveryId }, body: {} };
    expect(await refused(bureau.drafter, deliveriesContract.retryDelivery, retry)).to.match(/^403 /);
  });

  it('is told of without being sealed on the word of a clerk of its recipient, where nothing seals it any more', async () => {
    useTransport({
      carry: async (to, carried) => {
        if (carried.inClear === true || readMessage(carried.content).kind !== 'receipt')
          return await localCarrier.carry(to, carried);
        throw new DomainError('conflict', 'not-in-clear', 'It names no key any more');
      },
    });
    try {
      const { id: documentId } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      await province.work();
      // Only for other deployments are messages sealed.
      await jobs.model.updateMany({ kind: 'send-receipt', reason: 'not-in-clear' }, { $set: { partner: 'binh-minh' } });
      const clerk = await province.signIn('vanthu', 'skhcn');
      const untold = { partner: 'binh-minh', senders: [province.agency('snv').name], receipts: 1 };
      expect(await ask(clerk, arrivalsContract.listUntold)).to.deep.equal([untold]);
      expect(await ask(bureau.clerk, arrivalsContract.listUntold)).to.deep.equal([]);
      const asked = { body: { partner: 'binh-minh', reason: 'Cuộc họp sáng mai' } };
      expect(await refused(bureau.drafter, arrivalsContract.tellInClear, asked)).to.match(/^403 /);
      expect(await ask(bureau.clerk, arrivalsContract.tellInClear, asked)).to.deep.equal({ told: 0 });
      expect(await ask(clerk, arrivalsContract.tellInClear, asked)).to.deep.equal({ told: 1 });
      const { id: arrivalId } = await newestArrival(clerk);
      expect((await eventsOf(province.agency('skhcn').id)).at(-1)).to.deep.equal({
        ...{ type: 'receipt-put-in-clear', arrivalId, reason: 'Cuộc họp sáng mai' },
      });
      await province.work();
      expect(await ask(clerk, arrivalsContract.listUntold)).to.deep.equal([]);
      expect(await readOne(deliveries, { documentId })).to.include({ state: 'arrived' });
    } finally {
      useTransport(localCarrier);
    }
  });

  it('is told of by its recipient to the agency into which its sender was merged meanwhile', async () => {
    useTransport({
      carry: async (...given) => {
        if (readMessage(given[1].content).kind === 'document') return await localCarrier.carry(...given);
        throw new DomainError('unavailable', 'partner-unanswered', 'Nobody answers');
      },
    });
    const { id: documentId } = await numberedLetter(bureau, aLetter(province, { to: ['thanhbinh'] }));
    await province.work();
    useTransport(localCarrier);
    const { id: deployment } = await ownDeploymentInUse();
    const [former, successor] = [(await codeOf('snv')) ?? '', (await codeOf('ubnd')) ?? ''];
    const merged = {
      deployment,
      name: province.agency('snv').name,
      successor: { code: successor, from: '2026-01-01' },
    };
    await inTransaction(systemActor('deployment'), async (tx) => {
      tx.insert(directoryEntries, anEntry(former, merged));
      tx.insert(directoryEntries, anEntry(successor, { deployment, name: province.agency('ubnd').name }));
    });
    await province.work(new Date(Date.now() + DAY_MS));
    const [told] = (await readAll(deliveries, { documentId })).flatMap(({ receipts }) => receipts);
    const { recipient, receipt } = messageOf('receipt', await files().read(told?.sha256 ?? ''));
    expect([recipient.code, receipt.code]).to.deep.equal([successor, '01']);
  });

  it('is neither sent again nor let go in clear once its document is taken back, also before any recipient knows that', async () => {
    const { id: documentId } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    refusing('skhcn', 'unsupported-kind');
    try {
      await province.work();
    } finally {
      useTransport(localCarrier);
    }
    const params = { documentId };
    const { version } = await ask(bureau.clerk, outgoingContract.getOutgoing, { params });
    const body = { version, reason: 'Sai ngày ở mục 1' };
    const asked = await ask(bureau.clerk, outgoingContract.requestRecall, { params, body });
    await ask(bureau.leader, outgoingContract.recallDocument, { params, body: { version: asked.version } });
    const { id: deliveryId } = (await readOne(deliveries, { documentId })) ?? expect.fail('There is no delivery');
    const of = { deliveryId };
    const retry = { params: of, body: {} };
    expect(await refused(bureau.clerk, deliveriesContract.retryDelivery, retry)).to.equal('409 not-in-force');
    await changeRow(deliveries, deliveryId, { lastError: 'not-in-clear' });
    const inClear = { params: of, body: { reason: 'Cuộc họp sáng mai' } };
    expect(await refused(bureau.clerk, deliveriesContract.sendInClear, inClear)).to.equal('409 not-in-force');
  });

  it('that a recipient holds and is taken back is told to it in clear, on the word of a clerk, when nothing seals that any more', async () => {
    const { id: documentId } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    await province.work();
    const there = await codeOf('skhcn');
    const held = async () => {
      const found = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } });
      return found.items[0] ?? expect.fail('There is no delivery');
    };
    useTransport({
      carry: async (to, carrying) => {
        if (to === there && !carrying.inClear) throw new DomainError('conflict', 'not-in-clear', 'It names no key');
        return await localCarrier.carry(to, carrying);
      },
    });
    try {
      await recallLetter(bureau, documentId);
      const { id: deliveryId, acts, state } = await held();
      expect({ acts, state }).to.deep.equal({ acts: ['in-clear'], state: 'arrived' });
      const asked = { params: { deliveryId }, body: { reason: 'Nơi nhận phải ngừng ngay' } };
      const allowed = await ask(bureau.clerk, deliveriesContract.sendInClear, asked);
      expect(allowed).to.deep.include({ acts: [], state: 'arrived' });
      await province.work();
    } finally {
      useTransport(localCarrier);
    }
    expect(await held()).to.include({ state: 'recalled' });
  });
});
