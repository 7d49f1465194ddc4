import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { resumeSending } from '../../server/exchange/deliveries/resume-sending.ts';
import { holderOf } from '../../server/exchange/directory/holder-of.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { evidenceContract } from '../../server/exchange/evidence/contract.ts';
import { reportInWords } from '../../server/exchange/evidence/verify/evidence-words.ts';
import { messageBytes, type RevokeMessage, readMessage } from '../../server/exchange/messages/message.ts';
import { refusal } from '../../server/exchange/messages/message-refusal.ts';
import { type Transport, useTransport } from '../../server/exchange/messages/transport.ts';
import { offerAgain } from '../../server/exchange/recovery/offer-again.ts';
import { arrivals, deliveries, followUps, givenReceipts, notices, takenMessages } from '../../server/exchange/store.ts';
import { agencies } from '../../server/identity/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll, readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { GiveUp } from '../../server/platform/jobs/job-kind.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { type IncomingView, incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, refused } from '../support/ask.ts';
import { anEntry } from '../support/directory.ts';
import { judged } from '../support/evidence.ts';
import { type Agent, changeRow, eventsOf } from '../support/identity.ts';
import {
  aLetter,
  anUploadedLetter,
  type Bureau,
  issuedLetter,
  newestArrival,
  numberedLetter,
  theBureau,
} from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const DAY_MS = 24 * 3600_000;
const reason = 'Sai ngày thi ở mục 1';

describe('a document that is taken back', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let reception: Agent;
  let leaderThere: Agent;
  let handlerThere: Agent;
  let other: Agent;

  before(async () => {
    bureau = await theBureau(province);
    reception = await province.signIn('vanthu', 'skhcn');
    leaderThere = await province.signIn('giamdoc', 'skhcn');
    handlerThere = await province.signIn('chuyenvien', 'skhcn');
    other = await province.signIn('vanthu', 'thanhbinh');
  });

  const read = (id: string, agent = bureau.clerk) =>
    ask(agent, outgoingContract.getOutgoing, { params: { documentId: id } });
  const asked = async (id: string) => {
    const { version } = await read(id);
    return await ask(bureau.clerk, outgoingContract.requestRecall, {
      params: { documentId: id },
      body: { version, reason },
    });
  };
  const recalled = async ({ id }: Pick<OutgoingView, 'id'>) => {
    const { version } = await asked(id);
    return await ask(bureau.leader, outgoingContract.recallDocument, { params: { documentId: id }, body: { version } });
  };
  const deliveriesOf = async (id: string) =>
    (await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: id } })).items;
  const typesOf = async (key: string) => (await eventsOf(province.agency(key).id)).map(({ type }) => type);
  const dueKinds = async (agent: Agent) => {
    const { now, overdue, today, fresh } = await ask(agent, statisticsContract.dueWork);
    return [...now, ...overdue, ...today, ...fresh].map(({ kind }) => kind);
  };

  describe('by two offices', () => {
    let issued: OutgoingView;
    let registered: IncomingView;
    const readThere = (agent: Agent) =>
      ask(agent, incomingContract.getIncoming, { params: { documentId: registered.id } });

    before(async () => {
      issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn', 'thanhbinh'] }));
      const { id: arrivalId, version } = await newestArrival(reception);
      const params = { arrivalId };
      registered = await ask(reception, arrivalsContract.registerArrival, { params, body: { version } });
      await ask(leaderThere, routingContract.giveDirective, {
        params: { documentId: registered.id },
        body: { text: 'Giao xử lý.', mainPositionId: province.actor('chuyenvien', 'skhcn').positionId },
      });
      await province.work();
    });

    it('is asked for by one and decided by the other, with the reason; until then it counts', async () => {
      const of = { params: { documentId: issued.id } };
      const body = { version: issued.version, reason };
      expect(await refused(bureau.drafter, outgoingContract.requestRecall, { ...of, body })).to.match(/^403 /);
      const { version, recallRequest } = await asked(issued.id);
      expect(recallRequest).to.include({ reason });
      const now = { ...of, body: { version } };
      expect(await refused(bureau.clerk, outgoingContract.recallDocument, now)).to.equal('403 not-yours');
      expect(await dueKinds(bureau.leader)).to.include('outgoing-recall');
      expect(await dueKinds(bureau.clerk)).not.to.include('outgoing-recall');
      const kept = await ask(bureau.leader, outgoingContract.keepIssued, {
        ...of,
        body: { version, reason: 'Đính chính bằng công văn' },
      });
      expect(kept).to.include({ state: 'issued', recallRequest: null });
      const byLeader = await ask(bureau.leader, outgoingContract.requestRecall, {
        ...of,
        body: { version: kept.version, reason },
      });
      const again = { ...of, body: { version: byLeader.version } };
      expect(await refused(bureau.leader, outgoingContract.recallDocument, again)).to.equal('403 not-yours');
      const done = await ask(bureau.clerk, outgoingContract.recallDocument, again);
      expect(done).to.deep.include({ state: 'recalled', number: issued.number, allowed: ['track'] });
      const told = (await eventsOf(province.agency('snv').id)).filter(({ type }) => /recall/.test(type));
      expect(told.map((event) => [event.type, 'reason' in event ? event.reason : null])).to.deep.equal([
        ['recall-requested', reason],
        ['recall-refused', 'Đính chính bằng công văn'],
        ['recall-requested', reason],
        ['document-recalled', reason],
      ]);
    });

    it('ends at each recipient by itself, each acknowledges it, and no figure counts it', async () => {
      await province.work();
      const sent = await deliveriesOf(issued.id);
      expect(sent.map(({ state, followUps: [one] }) => [state, one?.state, one?.receipts[0]?.code])).to.deep.equal([
        ['recalled', 'acknowledged', '15'],
        ['recalled', 'acknowledged', '15'],
      ]);
      const told = (await typesOf('snv')).filter((type) => /^recall-(begun|sent)$/.test(type));
      expect(told).to.have.members(['recall-begun', 'recall-begun', 'recall-sent', 'recall-sent']);
      const params = { deliveryId: sent[0]?.id ?? '' };
      const container = await ask(bureau.clerk, evidenceContract.getDeliveryEvidence, { params });
      const proven = await judged(container, [province.authority().root.certificate]);
      expect([proven.verdict, proven.faults]).to.deep.equal(['proven', []]);
      const said = proven.found?.followUps.map((one) => [one.kind, one.reason, one.answers.map(({ code }) => code)]);
      expect(said).to.deep.equal([['revoke', reason, ['15']]]);
      const inWords = reportInWords(proven, 'en').followUps.join('\n');
      expect(inWords).to.match(
        /takes the document back · .+ · Sai ngày thi .+ · held by the recipient since .+\n.+: 15 the recipient confirms/,
      );
      const { id: arrivalId } = (await ask(other, arrivalsContract.listArrivals)).items[0] ?? expect.fail();
      const unregistered = await ask(other, arrivalsContract.getArrival, { params: { arrivalId } });
      expect(unregistered).to.deep.include({ state: 'recalled', allowed: [] });
      expect(unregistered.recalled).to.include({ reason });
      expect(await dueKinds(other)).not.to.include('arrival');
      const late = { params: { arrivalId }, body: { version: unregistered.version } };
      expect(await refused(other, arrivalsContract.registerArrival, late)).to.equal('409 document-recalled');
      const query = { from: issued.issuedOn ?? '', to: issued.issuedOn ?? '' };
      const { figures } = await ask(bureau.clerk, statisticsContract.share, { query });
      expect(figures.map(({ denominator }) => denominator)).to.deep.equal([0, 0]);
      expect((await ask(bureau.clerk, statisticsContract.dueWork)).todayDone.issued).to.equal(0);
    });

    it('is handled by nobody any more, is no base for another act, and stays to be read', async () => {
      const there = await readThere(handlerThere);
      expect(there).to.include({ state: 'recalled', arrivalNumber: registered.arrivalNumber });
      expect(there.recalled).to.include({ reason });
      expect(there.allowed).to.deep.equal(['note-recall']);
      const { assignments } = await ask(handlerThere, routingContract.getHandling, {
        params: { documentId: registered.id },
      });
      expect(assignments.map(({ open }) => open)).to.deep.equal([false]);
      expect(await dueKinds(handlerThere)).not.to.include('assignment');
      const start = { params: { assignmentId: assignments[0]?.id ?? '' }, body: {} };
      expect(await refused(handlerThere, routingContract.startAssignment, start)).to.equal('409 wrong-state');
      const signerPositionId = province.actor('giamdoc', 'skhcn').positionId;
      const answer = aLetter(province, { to: ['snv'] }, { signerPositionId, answersDocumentIds: [registered.id] });
      expect(await refused(handlerThere, outgoingContract.createDraft, { body: answer })).to.equal(
        '409 document-recalled',
      );
      const [file] = there.files;
      const params = { documentId: registered.id, fileId: file?.id ?? '' };
      expect(await ask(handlerThere, incomingContract.getIncomingFile, { params })).to.have.length(file?.size ?? 0);
    });

    it('is told to whoever acted on it, until each says that they know', async () => {
      for (const agent of [reception, leaderThere, handlerThere]) {
        expect(await dueKinds(agent)).to.include('incoming-recalled');
        const of = { params: { documentId: registered.id }, body: {} };
        const noted = await ask(agent, incomingContract.noteRecall, of);
        expect(noted.allowed).to.deep.equal([]);
        expect(await dueKinds(agent)).not.to.include('incoming-recalled');
        expect(await refused(agent, incomingContract.noteRecall, of)).to.match(/^403 /);
      }
      expect((await typesOf('skhcn')).filter((type) => /recall/.test(type))).to.deep.equal([
        ...['arrival-recalled', 'incoming-recalled', 'recall-noted', 'recall-noted', 'recall-noted'],
      ]);
    });

    it('is proved by the message that took it back and by what each recipient signed', async () => {
      const [
        {
          id: deliveryId,
          followUps: [followUp],
        } = expect.fail(),
      ] = await deliveriesOf(issued.id);
      const params = { deliveryId, followUpId: followUp?.id ?? '' };
      const bytes = await ask(bureau.clerk, evidenceContract.getFollowUp, { params });
      const { links, reason: told } = messageOf('revoke', bytes);
      expect([links[0]?.type, told]).to.deep.equal(['revokes', reason]);
      await ask(bureau.clerk, evidenceContract.getFollowUpSignature, { params });
      const sha256 = followUp?.receipts[0]?.sha256 ?? '';
      const receipt = await ask(bureau.clerk, evidenceContract.getReceipt, { params: { deliveryId, sha256 } });
      expect(messageOf('receipt', receipt).receipt).to.deep.include({
        ...{
          code: '15',
          sequence: 1,
          of: { messageId: followUp?.messageId, messageSha256: await sentAs(params.followUpId) },
        },
      });
    });

    const sentAs = async (id: string) => (await readOne(followUps, { _id: id }))?.envelopeSha256;
  });

  describe('by a message that comes before it, or is not its sender’s', () => {
    let original: ReturnType<typeof messageOf<'document'>>;
    const offer = async (over: Partial<RevokeMessage>, by = 'snv') => {
      const { sender, recipient, document } = original;
      const bytes = messageBytes({
        ...{ format: 'vanban-message/1', kind: 'revoke', messageId: newId(), sentAt: new Date().toISOString() },
        ...{ sender, recipient, critical: [], treeHead: null, reason, by: 'Trần Quốc Bảo' },
        links: [
          { type: 'revokes', sender: sender.code, messageId: original.messageId, documentId: document.documentId },
        ],
        ...over,
      });
      const signature = await signAsSystem(province.agency(by).id, bytes);
      return await acceptMessage({ content: bytes, signature, files: [] }).then(
        () => 'taken',
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      );
    };
    const linkTo = (over: object): Pick<RevokeMessage, 'links'> => {
      const { sender, messageId, document } = original;
      return { links: [{ type: 'revokes', sender: sender.code, messageId, documentId: document.documentId, ...over }] };
    };
    before(async () => {
      const { id } = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      const sent = await readOne(deliveries, { documentId: id });
      original = messageOf('document', await files().read(sent?.envelopeSha256 ?? ''));
    });

    it('is refused for another agency, another document, and without what it is about', async () => {
      const { code } = original.recipient;
      const { name } = province.agency('thanhbinh');
      expect(await offer({ sender: { code: 'H99.27', name } }, 'thanhbinh')).to.equal('link-not-yours');
      expect(await offer(linkTo({ documentId: 'H99.05,2026/01/01,99/SNV' }))).to.equal('link-not-yours');
      expect(await offer(linkTo({ sender: code }))).to.equal('link-not-yours');
      expect(await offer({ links: [] })).to.equal('message-malformed');
      expect(await offer(linkTo({ type: 'answers' }))).to.equal('message-malformed');
      expect(await notices.model.countDocuments({ state: 'held' })).to.equal(0);
    });

    it('waits for it, and has it come in as recalled; one whose document never comes ends as unknown (02)', async () => {
      const { messageId } = original;
      const next = newId();
      const never = newId();
      expect(await offer(linkTo({ messageId: next }))).to.equal('taken');
      expect(await offer(linkTo({ messageId: never }))).to.equal('taken');
      const bytes = messageBytes({ ...original, messageId: next, sentAt: new Date().toISOString(), treeHead: null });
      const signature = await signAsSystem(province.agency('snv').id, bytes);
      await acceptMessage({ content: bytes, signature, files: original.files });
      expect(await readOne(arrivals, { messageId: next })).to.include({ state: 'recalled' });
      expect(await readOne(arrivals, { messageId })).to.include({ state: 'arrived' });
      expect((await readOne(notices, { 'of.messageId': never }))?.state).to.equal('held');
      await province.work(new Date(Date.now() + 9 * DAY_MS));
      const ended = await readOne(notices, { 'of.messageId': never });
      expect(ended?.state).to.equal('unknown');
      expect(await typesOf('skhcn')).to.include('notice-unknown');
      // Nobody here had sent it: its receipt is made and waits for a sender who knows of it.
      const { sha256 = '' } = (await readOne(givenReceipts, { noticeId: ended?.id ?? '' })) ?? {};
      expect(messageOf('receipt', await files().read(sha256)).receipt).to.include({
        ...{ code: '02', reasonCode: 'link-unknown', sequence: 1 },
      });
    });
  });

  describe('from recipients who cannot be reached', () => {
    const inAnHour = () => new Date(Date.now() + 3600_000);
    afterEach(() => useTransport(localCarrier));

    const answersAreLost: Transport = {
      carry: async (...given) => {
        const answer = await localCarrier.carry(...given);
        if (readMessage(given[1].content).kind !== 'document') return answer;
        throw new DomainError('unavailable', 'partner-unanswered', 'The line was cut');
      },
    };

    it('is receipted still by one whose answer was lost, whether it was tried on or given up when it was taken back', async () => {
      for (const triedForMs of [0, 8 * DAY_MS]) {
        useTransport(answersAreLost);
        const numbered = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
        await province.work();
        const [left] = await readAll(jobs, { kind: 'deliver-envelope', state: 'waiting' });
        if (triedForMs > 0)
          await changeRow(jobs, left?.id ?? '', { createdAt: new Date(Date.now() - triedForMs), runAt: new Date(0) });
        await province.work();
        await recalled(numbered);
        await province.work();
        const [unsure] = await readAll(deliveries, { documentId: numbered.id });
        expect(unsure, `${triedForMs}`).to.include({ state: 'recalled' }).and.not.to.have.any.keys('transportReceipt');
        useTransport(localCarrier);
        await province.work(inAnHour());
        const [sure] = await readAll(deliveries, { documentId: numbered.id });
        const taken = await readOne(takenMessages, { messageId: sure?.messageId ?? '' });
        expect(sure?.transportReceipt).to.deep.equal(taken?.transportReceipt ?? expect.fail('It was not taken'));
        expect(sure?.state).to.equal('recalled');
      }
    });

    it('is told in another way to one whose system takes no recall, by a clerk who notes so', async () => {
      const issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      const cause = refusal('unsupported-kind', 'It takes no revoke');
      useTransport({ carry: () => Promise.reject(new GiveUp(cause.message, { cause })) });
      await recalled(issued);
      await province.work();
      const [untold = expect.fail('There is no delivery')] = await deliveriesOf(issued.id);
      expect(untold.followUps[0]).to.include({ state: 'not-taken', lastError: 'unsupported-kind' });
      expect(untold.acts).to.include('settle');
      expect(await dueKinds(bureau.clerk))
        .to.include('delivery-untold')
        .and.not.to.include('given-up');
      const settle = { params: { deliveryId: untold.id }, body: { reason: 'Đã báo bằng văn bản giấy' } };
      await ask(bureau.clerk, deliveriesContract.settleDelivery, settle);
      expect(await dueKinds(bureau.clerk)).not.to.include('delivery-untold');
      useTransport(localCarrier);
      await resumeSending({ agencyId: province.agency('snv').id });
      await province.work();
      expect((await deliveriesOf(issued.id))[0]).to.include({ state: 'recalled' });
    });

    it('reaches one who is away once it is back, and is not sent where it had not left', async () => {
      const gone = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      useTransport({ carry: () => Promise.reject(new DomainError('unavailable', 'partner-away', 'Nobody is there')) });
      await recalled(gone);
      await province.work();
      const [waiting] = await deliveriesOf(gone.id);
      expect(waiting?.followUps[0]).to.include({ state: 'waiting', lastError: 'partner-away' });
      expect(waiting).to.deep.include({ state: 'arrived', acts: [] });
      const back = { params: { deliveryId: waiting?.id ?? '' }, body: { reason } };
      expect(await refused(bureau.clerk, deliveriesContract.askBack, back)).to.equal('409 nothing-to-ask-back');
      useTransport(localCarrier);
      await province.work(inAnHour());
      expect((await deliveriesOf(gone.id))[0]).to.include({ state: 'recalled' });

      const numbered = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      const before = await arrivals.model.countDocuments({});
      useTransport({ carry: () => Promise.reject(new Error('Nobody may be asked')) });
      await province.work();
      const [made] = await readAll(deliveries, { documentId: numbered.id });
      await deliveries.model.updateOne({ _id: made?.id }, { $unset: { messageId: 1, envelopeSha256: 1 } });
      await recalled(numbered);
      useTransport(localCarrier);
      await province.work(inAnHour());
      expect(await deliveriesOf(numbered.id)).to.have.length(1);
      expect((await deliveriesOf(numbered.id))[0]).to.deep.include({ state: 'recalled', followUps: [] });
      expect(await typesOf('snv')).to.include('delivery-recalled');
      expect(await arrivals.model.countDocuments({})).to.equal(before);
    });
  });

  describe('from a recipient that was merged into another', () => {
    let letter: OutgoingView;
    let first: OutgoingView;
    let since: string;
    let arrivedAt: string;
    const [former, successor] = ['H99.12', 'H99.27'];
    const deliveryOf = async ({ id }: OutgoingView) => (await deliveriesOf(id))[0] ?? expect.fail('It was not sent');
    const toldTo = async ({ id }: OutgoingView) =>
      (await readAll(followUps, { documentId: id }, { sort: { _id: 1 } })).map(
        ({ kind, state, recipient }) => `${kind} ${state} ${recipient.code}`,
      );
    const noticesOfSuccessor = async () =>
      (await typesOf('thanhbinh')).filter((type) => type === 'notice-taken').length;
    /** Receipts do not get through before the merger. */
    const receiptsWait: Transport = {
      carry: async (...given) => {
        if (readMessage(given[1].content).kind !== 'receipt') return await localCarrier.carry(...given);
        throw new DomainError('unavailable', 'partner-unanswered', 'Nobody answers');
      },
    };

    before(async () => {
      since = new Date().toISOString();
      useTransport(receiptsWait);
      const to = { to: ['skhcn'] };
      first = await issuedLetter(bureau, await anUploadedLetter(province, bureau.drafter, to));
      letter = await issuedLetter(bureau, aLetter(province, to));
      useTransport(localCarrier);
      arrivedAt = province.agency('skhcn').id;
      const { id: deployment } = await ownDeploymentInUse();
      const merged = { deployment, successor: { code: successor, from: '2026-01-01' } };
      await inTransaction(systemActor('deployment'), async (tx) => {
        tx.insert(directoryEntries, anEntry(former, { ...merged, name: province.agency('skhcn').name }));
        tx.insert(directoryEntries, anEntry(successor, { deployment, name: province.agency('thanhbinh').name }));
      });
      await changeRow(agencies, arrivedAt, { active: false });
      await province.work(new Date(Date.now() + DAY_MS));
    });

    it('is heard of by its successor, which says what became of what it had got', async () => {
      expect(await deliveryOf(letter)).to.include({ state: 'arrived', recipientVerdict: 'valid' });
      const [told] = (await readAll(deliveries, { documentId: letter.id })).flatMap(({ receipts }) => receipts);
      const { sender } = messageOf('receipt', await files().read(told?.sha256 ?? ''));
      expect(sender.code).to.equal(successor);
    });

    it('is told by messages to the successor, which take effect on what the former one had, in its log; another in its place goes to the successor', async () => {
      const params = { documentId: first.id };
      const body = { version: first.version, reason, replyBy: '2099-12-31' };
      await ask(bureau.clerk, outgoingContract.correctOutgoing, { params, body });
      const { id: deliveryId } = await deliveryOf(first);
      await ask(bureau.clerk, deliveriesContract.askBack, { params: { deliveryId }, body: { reason } });
      const before = await noticesOfSuccessor();
      const { name } = province.agency('skhcn');
      const recipients = [{ agencyId: null, code: former, name, paperCopies: 0, paperReason: null }];
      const replaces = { documentId: letter.id, reason };
      const instead = await issuedLetter(bureau, aLetter(province, { to: [] }, { recipients, replaces }));
      await province.work();
      const { recipient, replaces: none } = await deliveryOf(instead);
      expect([recipient.code, recipient.insteadOf, none]).to.deep.equal([successor, name, null]);
      expect(await toldTo(first)).to.have.members([`update acknowledged ${successor}`, `ask-back sent ${successor}`]);
      expect(await toldTo(letter)).to.deep.equal([`revoke acknowledged ${successor}`]);
      expect(await deliveryOf(letter)).to.include({ state: 'recalled' });
      const [{ messageId = '' } = expect.fail()] = await readAll(deliveries, { documentId: letter.id });
      expect(await readOne(arrivals, { messageId })).to.include({ agencyId: arrivedAt, state: 'recalled' });
      const log = await typesOf('skhcn');
      expect(log).to.include.members(['arrival-updated', 'arrival-asked-back', 'arrival-recalled']);
      expect(await noticesOfSuccessor()).to.equal(before);
    });

    it('is answered by the same receipt when it comes again, and takes no replacement of what another had', async () => {
      const [{ envelopeSha256 = '', envelopeSignatureSha256 = '' } = expect.fail()] = await readAll(followUps, {
        documentId: letter.id,
      });
      const content = await files().read(envelopeSha256);
      const signature = await files().read(envelopeSignatureSha256);
      const taken = await readOne(takenMessages, { messageId: readMessage(content).messageId });
      const { content: again } = await acceptMessage({ content, signature, files: [] });
      expect(Buffer.from(again).toString()).to.equal(taken?.transportReceipt.text);
      const [sent] = await readAll(deliveries, { documentId: letter.id });
      const original = messageOf('document', await files().read(sent?.envelopeSha256 ?? ''));
      const { sender, messageId, document } = original;
      const replaces = { type: 'replaces', sender: sender.code, messageId, documentId: document.documentId } as const;
      const bytes = messageBytes({
        ...{ ...original, kind: 'replace', reason, links: [replaces], messageId: newId() },
        recipient: { code: successor, name: province.agency('thanhbinh').name },
      });
      const offered = acceptMessage({
        ...{ content: bytes, signature: await signAsSystem(province.agency('snv').id, bytes) },
        files: original.files,
      });
      expect(await offered.catch((error: unknown) => (error as DomainError).code)).to.equal('link-not-yours');
    });

    it('has its successor offered again what was said to that, also of what the former one had sent; nothing that the former one got', async () => {
      const { id: deploymentId } = await ownDeploymentInUse();
      const offeredBy = async (agencyId: string) => {
        const offered: string[] = [];
        const carry: Transport['carry'] = async (code, carried) => {
          offered.push(`${readMessage(carried.content).kind} ${code}`);
          return await localCarrier.carry(code, carried);
        };
        useTransport({ carry });
        await offerAgain({ agencyId, deploymentId, since }).finally(() => useTransport(localCarrier));
        return { offered, event: (await eventsOf(agencyId)).at(-1) };
      };
      await changeRow(directoryEntries, former, { deployment: null });
      const { offered, event } = await offeredBy(province.agency('snv').id);
      await changeRow(directoryEntries, former, { deployment: deploymentId });
      expect(offered).to.have.members(
        ['update', 'receipt', 'revoke', 'document'].map((kind) => `${kind} ${successor}`),
      );
      expect(event).to.include({ type: 'messages-offered-again', deploymentId, messages: 6, refused: 2 });

      const [sender, { name }] = ['H99.08', province.agency('snv')];
      const merged = { deployment: null, successor: { code: sender, from: '2026-01-01' } };
      await inTransaction(systemActor('deployment'), async (tx) => {
        tx.insert(directoryEntries, anEntry(sender, { deployment: deploymentId, name }));
        tx.insert(directoryEntries, anEntry('H99.77', merged));
      });
      const { id: agencyId } = province.agency('thanhbinh');
      await arrivals.model.updateMany({ agencyId }, { $set: { senderCode: 'H99.77' } });
      const told = (await readAll(givenReceipts, { agencyId })).filter((one) => one.transportReceipt);
      expect(told).to.have.length.above(0);
      expect((await offeredBy(agencyId)).offered).to.deep.equal(told.map(() => `receipt ${sender}`));
      await arrivals.model.updateMany({ agencyId }, { $set: { senderCode: sender } });
    });

    it('is told itself while the directory names another deployment for it, where its records are', async () => {
      const party = { code: former, name: 'Sở Khoa học' };
      expect((await holderOf(party, new Date())).code).to.equal(successor);
      await changeRow(directoryEntries, former, { deployment: 'sao-mai-2' });
      expect((await holderOf(party, new Date())).code).to.equal(former);
      await changeRow(directoryEntries, former, { deployment: null });
      expect((await holderOf(party, new Date())).code).to.equal(successor);
      expect((await holderOf(party, new Date('2025-12-31'))).code).to.equal(former);
    });
  });
});
