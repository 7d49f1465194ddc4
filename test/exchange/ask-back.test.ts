import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { evidenceContract } from '../../server/exchange/evidence/contract.ts';
import { messageBytes, type ReceiptMessage } from '../../server/exchange/messages/message.ts';
import { MOST_SAID } from '../../server/exchange/messages/receipt.ts';
import { arrivals, deliveries, notices } from '../../server/exchange/store.ts';
import { readAll, readOne, rowsOf } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, refused } from '../support/ask.ts';
import { judged } from '../support/evidence.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, recallLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const reason = 'Gửi nhầm nơi nhận';

describe('a document that its sender asks for back', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let reception: Agent;
  let leaderThere: Agent;
  let handlerThere: Agent;

  before(async () => {
    bureau = await theBureau(province);
    reception = await province.signIn('vanthu', 'skhcn');
    leaderThere = await province.signIn('giamdoc', 'skhcn');
    handlerThere = await province.signIn('chuyenvien', 'skhcn');
  });

  const deliveryOf = async (documentId: string) => {
    const {
      items: [delivery],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } });
    return delivery ?? expect.fail('It was sent to nobody');
  };
  const askBack = async (documentId: string) => {
    const { id: deliveryId } = await deliveryOf(documentId);
    const asked = await ask(bureau.clerk, deliveriesContract.askBack, { params: { deliveryId }, body: { reason } });
    await province.work();
    return asked;
  };
  const dueKinds = async (agent: Agent) => {
    const { now, overdue, today, fresh } = await ask(agent, statisticsContract.dueWork);
    return [...now, ...overdue, ...today, ...fresh].map(({ kind }) => kind);
  };
  const arrived = async () => {
    const issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    return { ...(await newestArrival(reception)), documentId: issued.id };
  };
  const registered = async () => {
    const { documentId, id: arrivalId, version } = await arrived();
    const of = { params: { arrivalId }, body: { version } };
    const incoming = await ask(reception, arrivalsContract.registerArrival, of);
    await province.work();
    return { documentId, arrivalId, incomingId: incoming.id };
  };
  const typesOf = async (key: string) =>
    (await eventsOf(province.agency(key).id)).map(({ type }) => type).filter((type) => /back|kept|given/.test(type));

  it('is kept with the reason, asked for again and given back, both sides seeing it; others are not asked', async () => {
    const { documentId, id: arrivalId, version } = await arrived();
    expect(await askBack(documentId)).to.deep.include({ state: 'arrived', settled: null });
    const { id: deliveryId } = await deliveryOf(documentId);
    const again = { params: { deliveryId }, body: { reason } };
    expect(await refused(bureau.clerk, deliveriesContract.askBack, again)).to.equal('409 nothing-to-ask-back');

    const params = { arrivalId };
    const asked = await ask(reception, arrivalsContract.getArrival, { params });
    expect(asked).to.deep.include({ state: 'arrived', isAskedBack: true, allowed: ['give-back', 'keep'] });
    expect(asked.askedBack).to.include({ reason, answer: null });
    const kinds = await dueKinds(reception);
    expect([kinds.includes('arrival-asked-back'), kinds.includes('arrival')]).to.deep.equal([true, false]);
    const register = { params, body: { version } };
    expect(await refused(reception, arrivalsContract.registerArrival, register)).to.equal('409 asked-back');

    await ask(reception, arrivalsContract.keepArrival, { params, body: { reason: 'Đúng thẩm quyền' } });
    expect(await refused(reception, arrivalsContract.giveBackArrival, { params, body: {} })).to.equal(
      '409 not-asked-back',
    );
    await province.work();
    const declined = await deliveryOf(documentId);
    expect(declined.acts).to.deep.equal(['ask-back', 'settle']);
    expect(declined.followUps[0]).to.deep.include({ kind: 'ask-back', state: 'declined' });
    expect(declined.followUps[0]?.receipts[0]).to.include({ code: '16', reason: 'Đúng thẩm quyền' });
    expect(await dueKinds(bureau.clerk)).to.include('delivery-not-given-back');

    await askBack(documentId);
    expect(await dueKinds(bureau.clerk)).not.to.include('delivery-not-given-back');
    const given = await ask(reception, arrivalsContract.giveBackArrival, { params, body: {} });
    expect(given).to.deep.include({ state: 'recalled', back: 'given-back', allowed: [] });
    await province.work();
    const back = await deliveryOf(documentId);
    expect(back).to.deep.include({ state: 'taken-back', acts: [] });
    expect(back.followUps.map(({ state }) => state)).to.deep.equal(['declined', 'acknowledged']);
    expect(await typesOf('skhcn')).to.deep.equal([
      ...['arrival-asked-back', 'arrival-kept', 'arrival-asked-back', 'arrival-given-back'],
    ]);
    expect(await typesOf('snv')).to.deep.equal([
      ...['asking-back-begun', 'asking-back-sent', 'asking-back-begun', 'asking-back-sent'],
    ]);
    const ofSender = await ask(bureau.clerk, evidenceContract.getDeliveryEvidence, { params: { deliveryId } });
    const ofRecipient = await ask(reception, evidenceContract.getArrivalEvidence, { params });
    for (const container of [ofSender, ofRecipient]) {
      const { verdict, faults, found } = await judged(container, [province.authority().root.certificate]);
      expect({ verdict, faults }).to.deep.equal({ verdict: 'proven', faults: [] });
      const said = found?.followUps.map((one) => [one.kind, one.reason, one.answers.map(({ code }) => code)]);
      expect(said).to.deep.equal([
        ['ask-back', reason, ['16']],
        ['ask-back', reason, ['15']],
      ]);
    }
  });

  it('is shown to whoever handles it, ends their work when it is given back, and is told to them', async () => {
    const { documentId, arrivalId, incomingId } = await registered();
    const of = { params: { documentId: incomingId } };
    const mainPositionId = province.actor('chuyenvien', 'skhcn').positionId;
    await ask(leaderThere, routingContract.giveDirective, { ...of, body: { text: 'Giao xử lý.', mainPositionId } });
    await askBack(documentId);
    const shown = await ask(handlerThere, arrivalsContract.getSaidLater, of);
    expect(shown.askedBack).to.include({ reason, answer: null });
    expect(await refused(handlerThere, arrivalsContract.giveBackArrival, { params: { arrivalId }, body: {} })).to.match(
      /^403 /,
    );
    await ask(reception, arrivalsContract.giveBackArrival, { params: { arrivalId }, body: {} });
    const ended = await ask(handlerThere, incomingContract.getIncoming, of);
    expect(ended).to.deep.include({ state: 'recalled', back: 'given-back', allowed: ['note-recall'] });
    expect(ended.recalled).to.include({ way: 'given-back', reason });
    expect(await dueKinds(handlerThere)).to.include('incoming-recalled');
  });

  it('is not asked for once it is done, and one that crosses is answered by itself', async () => {
    const { documentId, arrivalId } = await registered();
    await arrivals.model.updateOne({ _id: arrivalId }, { $set: { told: '06' } });
    await askBack(documentId);
    await province.work();
    const crossed = await deliveryOf(documentId);
    expect(crossed.followUps[0]?.receipts[0]).to.include({ code: '16', by: null });
    await deliveries.model.updateOne({ _id: crossed.id }, { $set: { state: 'done' } });
    const again = { params: { deliveryId: crossed.id }, body: { reason } };
    expect(await refused(bureau.clerk, deliveriesContract.askBack, again)).to.equal('409 nothing-to-ask-back');
  });

  it('is back for whoever asked once it is recalled', async () => {
    const { documentId } = await arrived();
    await askBack(documentId);
    await recallLetter(bureau, documentId);
    await province.work();
    const { state, followUps } = await deliveryOf(documentId);
    expect([state, ...followUps.map((one) => one.state)]).to.deep.equal(['recalled', 'acknowledged', 'acknowledged']);
    expect(await dueKinds(reception)).not.to.include('arrival-asked-back');
  });

  it('waits for its document, and is refused without a reason, for other bytes or under a number that was used', async () => {
    const { documentId } = await arrived();
    const sent = await readOne(deliveries, { documentId });
    const original = messageOf('document', await files().read(sent?.envelopeSha256 ?? ''));
    const offer = async (receipt: Partial<ReceiptMessage['receipt']>) => {
      const { sender, recipient, messageId } = original;
      const of = { messageId, messageSha256: sent?.envelopeSha256 ?? '' };
      const at = new Date().toISOString();
      const bytes = messageBytes({
        ...{ format: 'vanban-message/1', kind: 'receipt', messageId: newId(), sentAt: at },
        ...{ sender, recipient, critical: [], links: [], treeHead: null },
        receipt: {
          ...{ of, sequence: 1, code: '13', at, by: null, reasonCode: null, reason },
          ...{ verdict: 'pending', arrivalNumber: null, ...receipt },
        },
      });
      const signature = await signAsSystem(province.agency('snv').id, bytes);
      return await acceptMessage({ content: bytes, signature, files: [] }).then(
        () => 'taken',
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      );
    };
    const { messageId } = original;
    expect(await offer({ of: { messageId, messageSha256: 'a'.repeat(64) } })).to.equal('receipt-for-other-bytes');
    expect(await offer({ reason: null })).to.equal('message-malformed');
    expect(await offer({})).to.equal('taken');
    expect(await offer({})).to.equal('receipt-conflict');
    const [one = expect.fail()] = await readAll(notices, { 'of.messageId': messageId });
    const { id: _id, ...row } = one;
    const many = Array.from({ length: MOST_SAID }, () => ({
      ...row,
      _id: newId(),
      messageId: newId(),
      state: 'declined',
    }));
    await rowsOf(notices).insertMany(many as never);
    expect(await offer({ sequence: 2 }), 'more than anybody says').to.equal('receipt-conflict');
    const next = newId();
    const later = messageBytes({ ...original, messageId: next, sentAt: new Date().toISOString(), treeHead: null });
    const { sha256: messageSha256 } = await files().put(later);
    expect(await offer({ of: { messageId: next, messageSha256 } })).to.equal('taken');
    const signature = await signAsSystem(province.agency('snv').id, later);
    await acceptMessage({ content: later, signature, files: original.files });
    expect((await readOne(arrivals, { messageId: next }))?.askedBack).to.deep.include({ open: true, reason });
    const kept = await readAll(notices, { 'of.messageId': next });
    expect(kept.map(({ state }) => state)).to.deep.equal(['asked']);
  });
});
