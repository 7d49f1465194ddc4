import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { deliverEnvelope } from '../../server/exchange/deliveries/deliver-envelope.ts';
import type { FollowUp } from '../../server/exchange/deliveries/follow-ups/follow-up.ts';
import { updateDeliveries } from '../../server/exchange/deliveries/follow-ups/update-deliveries.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { evidenceContract } from '../../server/exchange/evidence/contract.ts';
import { type MessageOf, messageBytes } from '../../server/exchange/messages/message.ts';
import { useTransport } from '../../server/exchange/messages/transport.ts';
import { arrivals, deliveries, followUps, notices, takenMessages } from '../../server/exchange/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll, readOne, rowsOf } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { type IncomingView, incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { ask, refused } from '../support/ask.ts';
import { dueFor } from '../support/due.ts';
import { type Agent, changeRow, eventsOf } from '../support/identity.ts';
import { anUploadedLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { givingBack, messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const reason = 'Gõ nhầm so với văn bản đã ký';
const term = '2099-12-31';

describe('a document whose fields its sender corrects', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let reception: Agent;
  let handlerThere: Agent;
  let other: Agent;
  let issued: OutgoingView;
  let registered: IncomingView;

  const correct = async (over: object) => {
    const params = { documentId: issued.id };
    const { version } = await ask(bureau.clerk, outgoingContract.getOutgoing, { params });
    await ask(bureau.clerk, outgoingContract.correctOutgoing, { params, body: { version, reason, ...over } });
    await province.work();
  };
  const dueKinds = async (agent: Agent) => (await dueFor(agent)).map(({ kind }) => kind);

  before(async () => {
    bureau = await theBureau(province);
    reception = await province.signIn('vanthu', 'skhcn');
    handlerThere = await province.signIn('chuyenvien', 'skhcn');
    other = await province.signIn('vanthu', 'thanhbinh');
    issued = await issuedLetter(
      bureau,
      await anUploadedLetter(province, bureau.drafter, { to: ['skhcn', 'thanhbinh'] }),
    );
    const { id: arrivalId, version } = await newestArrival(reception);
    const body = { version, description: 'Đã sao gửi phòng Tài vụ' };
    registered = await ask(reception, arrivalsContract.registerArrival, { params: { arrivalId }, body });
    const mainPositionId = province.actor('chuyenvien', 'skhcn').positionId;
    const leaderThere = await province.signIn('giamdoc', 'skhcn');
    const directive = { params: { documentId: registered.id }, body: { text: 'Giao xử lý.', mainPositionId } };
    await ask(leaderThere, routingContract.giveDirective, directive);
    await correct({ subject: 'báo cáo kết qủa', replyBy: term });
    await correct({ subject: 'báo cáo kết quả', description: 'Kèm biểu mẫu' });
  });

  it('is told to each recipient, which confirms each correction; where it stands there stays', async () => {
    const params = { documentId: issued.id };
    const { items } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params });
    expect(
      items.map(({ state, followUps }) => [state, ...followUps.map((one) => `${one.kind} ${one.state}`)]),
    ).to.have.deep.members([
      ['assigned', 'update acknowledged', 'update acknowledged'],
      ['arrived', 'update acknowledged', 'update acknowledged'],
    ]);
    const events = (await eventsOf(province.agency('snv').id)).filter(({ type }) => /^update-/.test(type));
    const four = (type: string) => Array(4).fill(type);
    expect(events.map(({ type }) => type)).to.have.members([...four('update-begun'), ...four('update-sent')]);
    const [
      {
        id: deliveryId,
        followUps: [first],
      } = expect.fail(),
    ] = items;
    const followUp = { params: { deliveryId, followUpId: first?.id ?? '' } };
    const told = messageOf('update', await ask(bureau.clerk, evidenceContract.getFollowUp, followUp));
    expect(told).to.deep.include({ sequence: 1, reason, by: province.actor('vanthu', 'snv').name });
    expect(told.document).to.deep.include({ subject: 'báo cáo kết qủa', replyBy: term, description: null });
  });

  it('is registered as its sender says it now, and shows what was corrected, by whom and why', async () => {
    const { id: arrivalId, version } = await newestArrival(other);
    const shown = await ask(other, arrivalsContract.getArrival, { params: { arrivalId } });
    expect(shown).to.include({ subject: 'báo cáo kết quả', replyBy: term });
    const { name: by } = province.actor('vanthu', 'snv');
    expect(shown.updates.map(({ at: _, ...update }) => update)).to.deep.equal([
      {
        ...{ by, reason },
        changed: [
          { field: 'subject', before: issued.subject, after: 'báo cáo kết qủa' },
          { field: 'replyBy', before: '', after: term },
        ],
      },
      {
        ...{ by, reason },
        changed: [
          { field: 'subject', before: 'báo cáo kết qủa', after: 'báo cáo kết quả' },
          { field: 'description', before: '', after: 'Kèm biểu mẫu' },
        ],
      },
    ]);
    const of = { params: { arrivalId }, body: { version } };
    const taken = await ask(other, arrivalsContract.registerArrival, of);
    expect(taken).to.include({ subject: 'báo cáo kết quả', dueOn: term, description: 'Kèm biểu mẫu' });
  });

  it('follows where it is registered, but for what a clerk there has typed; whoever acted on it is told', async () => {
    const params = { documentId: registered.id };
    const there = await ask(reception, incomingContract.getIncoming, { params });
    expect(there).to.include({ subject: 'báo cáo kết quả', dueOn: term, arrivalNumber: registered.arrivalNumber });
    expect(there.description).to.equal('Đã sao gửi phòng Tài vụ');
    const { updates, unlike } = await ask(handlerThere, arrivalsContract.getSaidLater, { params });
    expect(updates).to.have.length(2);
    expect(unlike).to.deep.equal([{ field: 'description', before: 'Đã sao gửi phòng Tài vụ', after: 'Kèm biểu mẫu' }]);
    const { assignments } = await ask(handlerThere, routingContract.getHandling, { params });
    expect(assignments.map(({ dueOn }) => dueOn)).to.deep.equal([term]);
    for (const agent of [reception, handlerThere]) {
      expect(await dueKinds(agent)).to.include('incoming-updated');
      await ask(agent, incomingContract.noteUpdate, { params, body: {} });
      expect(await dueKinds(agent)).not.to.include('incoming-updated');
      expect(await refused(agent, incomingContract.noteUpdate, { params, body: {} })).to.match(/^403 /);
    }
    const told = (await eventsOf(province.agency('skhcn').id)).filter(({ type }) => /updated|corrected/.test(type));
    expect(told.map((event) => ('field' in event ? event.field : event.type))).to.deep.equal([
      ...['arrival-updated', 'incoming-updated', 'subject', 'dueOn', 'arrival-updated', 'incoming-updated', 'subject'],
    ]);
  });

  it('is told by the same messages after acts were lost here: they are found where they are', async () => {
    const { id: documentId, agencyId } = (await readOne(outgoingDocuments, { _id: issued.id })) ?? expect.fail();
    const told = async () => await readAll(followUps, { documentId }, { sort: { messageId: 1 } });
    const keptOf = ({ messageId, envelopeSha256, transportReceipt }: FollowUp) => [
      messageId,
      envelopeSha256,
      transportReceipt,
    ];
    const before = await told();
    const many = await notices.model.countDocuments({});
    await rowsOf(followUps).deleteMany({ documentId });
    for (const { id } of await readAll(deliveries, { documentId })) await changeRow(deliveries, id, { corrections: 0 });
    await inTransaction(systemActor(agencyId), (tx) => updateDeliveries(tx, documentId));
    useTransport(givingBack);
    await province.work();
    useTransport(localCarrier);
    expect((await told()).map(keptOf)).to.deep.equal(before.map(keptOf));
    expect(await notices.model.countDocuments({})).to.equal(many);
  });

  describe('by a message that comes out of turn, or is not its sender’s', () => {
    let original: MessageOf<'document'>;
    const offer = async (over: Partial<MessageOf<'update'>>, by = 'snv') => {
      const { sender, recipient, messageId, document } = original;
      const links = [{ type: 'updates', sender: sender.code, messageId, documentId: document.documentId }] as const;
      const bytes = messageBytes({
        ...{ format: 'vanban-message/1', kind: 'update', messageId: newId(), sentAt: new Date().toISOString() },
        ...{ sender, recipient, critical: [], treeHead: null, links: [...links], document },
        ...{ sequence: 9, reason, by: 'Trần Quốc Bảo', ...over },
      });
      const signature = await signAsSystem(province.agency(by).id, bytes);
      return await acceptMessage({ content: bytes, signature, files: [] }).then(
        () => 'taken',
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      );
    };
    before(async () => {
      const { envelopeSha256 = '' } = (await readOne(arrivals, { documentId: registered.id })) ?? {};
      original = messageOf('document', await files().read(envelopeSha256));
    });

    it('is refused for another agency, without what it corrects, with a secret, and under a number that was used', async () => {
      const { name } = province.agency('thanhbinh');
      expect(await offer({ sender: { code: 'H99.27', name } }, 'thanhbinh')).to.equal('link-not-yours');
      expect(await offer({ links: [] })).to.equal('message-malformed');
      const document = { ...original.document, subject: 'TỐI MẬT: phương án' };
      expect(await offer({ document })).to.equal('state-secret');
      expect(await offer({ sequence: 2 })).to.equal('receipt-conflict');
    });

    it('waits for its document; the highest sequence stands, whatever came last', async () => {
      const messageId = newId();
      const { sender, document } = original;
      const links = [{ type: 'updates' as const, sender: sender.code, messageId, documentId: document.documentId }];
      for (const sequence of [2, 1]) {
        const said = { links, sequence, document: { ...document, subject: `lần ${sequence}`, codeNumber: '99' } };
        expect(await offer(said)).to.equal('taken');
      }
      const bytes = messageBytes({ ...original, messageId, sentAt: new Date().toISOString(), treeHead: null });
      const signature = await signAsSystem(province.agency('snv').id, bytes);
      await acceptMessage({ content: bytes, signature, files: original.files });
      const { id: arrivalId } = (await readOne(arrivals, { messageId })) ?? expect.fail('It did not come');
      const shown = await ask(reception, arrivalsContract.getArrival, { params: { arrivalId } });
      expect(shown).to.include({ subject: 'lần 2', code: registered.code });
      expect(await notices.model.countDocuments({ 'of.messageId': messageId, state: 'applied' })).to.equal(2);
    });
  });

  it('is told from the first to whoever has no message of it yet', async () => {
    const to = { documentId: issued.id, 'recipient.agencyId': province.agency('thanhbinh').id };
    const { id: deliveryId, agencyId } = (await readOne(deliveries, to)) ?? expect.fail();
    const nothing = { messageId: 1, envelopeSha256: 1, sentAt: 1 };
    const { messageId } = (await readOne(deliveries, { _id: deliveryId })) ?? expect.fail();
    for (const store of [arrivals, takenMessages]) await rowsOf(store).deleteMany({ messageId });
    await deliveries.model.updateOne({ _id: deliveryId }, { $unset: nothing });
    await correct({ replyBy: '2099-11-30' });
    await deliverEnvelope({ agencyId, deliveryId }, { attempts: 1, excused: 0 });
    const { envelopeSha256 = '', corrections } = (await readOne(deliveries, { _id: deliveryId })) ?? {};
    expect(messageOf('document', await files().read(envelopeSha256)).document.replyBy).to.equal('2099-11-30');
    expect(corrections).to.equal(3);
    expect(await followUps.model.countDocuments({ deliveryId, kind: 'update' })).to.equal(2);
  });
});
