import { expect } from 'chai';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { AXIS } from '../../../server/exchange/axis/axis-partner.ts';
import { axisQuestions } from '../../../server/exchange/axis/axis-settings.ts';
import { learnAgencies } from '../../../server/exchange/axis/learn-agencies.ts';
import { readEdxml } from '../../../server/exchange/axis/read-edxml.ts';
import { deliveriesContract } from '../../../server/exchange/deliveries/contract.ts';
import { evidenceContract } from '../../../server/exchange/evidence/contract.ts';
import { operationsContract } from '../../../server/exchange/operations/contract.ts';
import { recipientsContract } from '../../../server/exchange/recipients/contract.ts';
import { deliveries } from '../../../server/exchange/store.ts';
import { dayInVietnam } from '../../../server/platform/calendar.ts';
import { readAll, readOne } from '../../../server/platform/database/store.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { statisticsContract } from '../../../server/statistics/contract.ts';
import { ask, refused } from '../../support/ask.ts';
import { aHeader, aPacket, aStatus, ministry, useAxisServer } from '../../support/axis.ts';
import { changeRow, eventsOf, testPassword } from '../../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, recallLetter, signedLetter, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aLetterPdf } from '../../support/signing.ts';

describe('a document for whom only the axis reaches', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const axis = useAxisServer(province, ['snv']);
  const later = () => province.work(new Date(Date.now() + 3600_000));
  let bureau: Bureau;
  let code: string;

  before(async () => {
    bureau = await theBureau(province);
    code = await axis.code('snv');
  });
  afterEach(async () => {
    axis.server.mood = 'well';
    await axis.forgetSilence();
  });

  const toMinistry = { agencyId: null, ...ministry, unit: 'Vụ Pháp chế', paperCopies: 0, paperReason: null };
  const letter = () => aLetter(province, { to: [] }, { recipients: [toMinistry] });
  const sent = () => axis.server.held.filter(({ from, messageType }) => from === code && messageType === 'edoc');
  const newest = () => sent().at(-1) ?? expect.fail('The axis has nothing');
  const read = (packet: Uint8Array) => {
    const found = readEdxml(packet);
    return found.kind === 'document' ? found : expect.fail('It is no document');
  };
  const deliveryOf = async (documentId: string) => {
    const {
      items: [first],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } });
    return first ?? expect.fail('It has no delivery');
  };
  const corrected = async (documentId: string, replyBy: string) => {
    const params = { documentId };
    const { version } = await ask(bureau.clerk, outgoingContract.getOutgoing, { params });
    const body = { version, reason: 'nhầm hạn', replyBy };
    await ask(bureau.clerk, outgoingContract.correctOutgoing, { params, body });
    await province.work();
  };
  const tells = async (statusCode: string, description: string | null = null) => {
    axis.server.put(code, ministry.code, 'status', aStatus(newest().packet, statusCode, description));
    await axis.collect();
  };

  it('finds it among those one can send to, told apart, with what the axis carries', async () => {
    const found = await ask(bureau.drafter, recipientsContract.listRecipients, { query: { q: ministry.name } });
    expect(found).to.deep.equal([
      {
        ...{ agencyId: null, ...ministry, hosting: 'none', electronic: true, overAxis: true, otherNames: [] },
        limits: { mainFileBytes: 50 * 1024 ** 2, attachmentBytes: 50 * 1024 ** 2 },
      },
    ]);
    axis.server.agencies.push({ code: 'G01', name: 'Bộ Công an' });
    await learnAgencies();
    axis.server.agencies.splice(0);
    await learnAgencies();
    expect(await ask(bureau.drafter, recipientsContract.listRecipients, { query: { q: 'bo cong an' } })).to.have.length(
      1,
    );
    axis.server.agencies.push(ministry);
    await learnAgencies();
    expect(await ask(bureau.drafter, recipientsContract.listRecipients, { query: { q: 'bo cong an' } })).to.deep.equal(
      [],
    );
    const elsewhere = await province.signIn('chuyenvien', 'skhcn');
    expect(await ask(elsewhere, recipientsContract.listRecipients, { query: { q: ministry.name } })).to.deep.equal([]);
  });

  it('goes there as edXML with all that a message says, and counts as electronic but never as fully', async () => {
    const { id } = await issuedLetter(bureau, letter());
    const { header, trace, files } = read(newest().packet);
    const document = await readOne(outgoingDocuments, { _id: id });
    expect(header).to.deep.include({
      ...{ subject: document?.subject, responseFor: [], toPlaces: { place: ['Vụ Pháp chế'] } },
    });
    expect([header.from?.organId, header.to[0]?.organId]).to.deep.equal([code, ministry.code]);
    expect(header.documentId).to.match(new RegExp(`^${code},\\d{4}/\\d\\d/\\d\\d,${header.code?.codeNumber}/`));
    expect(header.documentType).to.deep.equal({ type: 18, typeDetail: 0, typeName: 'Công văn' });
    expect(trace?.bussiness).to.include({ bussinessDocType: 0, paper: 0 });
    expect(files.map(({ name, bytes }) => [name, bytes.length])).to.deep.equal([
      [document?.main?.name, document?.main?.size],
    ]);
    const delivery = await deliveryOf(id);
    expect(delivery).to.deep.include({ state: 'waiting', carrier: 'axis', channel: 'electronic', messageId: null });
    expect(delivery.sentAt).to.be.a('string');
    expect(await readOne(deliveries, { documentId: id })).to.include({ partner: AXIS });
    const events = await eventsOf(province.agency('snv').id);
    expect(events.filter(({ type }) => type === 'delivery-sent').at(-1)).to.include({ axisId: newest().docId });
    const params = { params: { deliveryId: delivery.id } };
    expect(await refused(bureau.clerk, evidenceContract.getDeliveryEvidence, params)).to.equal('409');
  });

  it('is told of by statuses that move it, unsigned, each once', async () => {
    const [{ documentId: id } = { documentId: '' }] = await readAll(deliveries, {});
    await tells('03');
    await tells('1');
    await tells('06');
    const [last] = axis.server.held.slice(-1);
    if (last) last.status = 'initial';
    await axis.collect();
    const { state, receipts, recipientVerdict } = await deliveryOf(id);
    expect(receipts.map((one) => `${one.code} ${one.by} ${one.signatureValid}`)).to.deep.equal(
      ['01', '03', '06'].map((one) => `${one} Trần Thị Hoa false`),
    );
    expect([state, recipientVerdict]).to.deep.equal(['done', null]);
    const told = (await eventsOf(province.agency('snv').id)).flatMap((event) =>
      event.type === 'status-told' ? [event.code] : [],
    );
    expect(told).to.deep.equal(['03', '01', '06']);
    const today = dayInVietnam(new Date());
    const { figures } = await ask(bureau.leader, statisticsContract.share, { query: { from: today, to: today } });
    expect(figures.map(({ definition, numerator }) => `${definition} ${numerator}`)).to.deep.equal([
      ...['e-exchange@1 1', 'fully-electronic@1 0'],
    ]);
  });

  it('is refused there with a reason, which somebody has to see to; sent anew it is another packet', async () => {
    const { id } = await issuedLetter(bureau, letter());
    await tells('02', 'không thuộc thẩm quyền');
    const refusedThere = await deliveryOf(id);
    expect(refusedThere.state).to.equal('refused');
    expect(refusedThere.acts).to.include('send-anew');
    expect(refusedThere.receipts[0]?.reason).to.equal('không thuộc thẩm quyền');
    const before = sent().length;
    axis.server.mood = 'answers-nothing';
    await ask(bureau.clerk, deliveriesContract.sendAnew, {
      params: { deliveryId: refusedThere.id },
      body: { reason: 'đã trao đổi qua điện thoại' },
    });
    await province.work();
    axis.server.mood = 'well';
    await axis.forgetSilence();
    await later();
    expect(sent()).to.have.length(before + 1);
    const all = await readAll(deliveries, { documentId: id }, { sort: { _id: 1 } });
    expect(all.at(-1)?.overAxis?.axisId).to.equal(newest().docId);
    await tells('03');
    expect((await deliveryOf(id)).state).to.equal('refused');
    expect((await readOne(deliveries, { _id: all.at(-1)?.id ?? '' }))?.state).to.equal('accepted');
  });

  it('stands still when the axis refuses it, waits while that is away, and leaves once although the answer was lost', async () => {
    const before = sent().length;
    axis.server.mood = 'refuses';
    const { id } = await issuedLetter(bureau, letter());
    const stuck = await deliveryOf(id);
    expect(stuck).to.include({ state: 'stuck', lastError: 'axis-refused' });
    expect(stuck.acts).to.include.members(['retry', 'paper', 'settle']);
    axis.server.mood = 'away';
    await ask(bureau.clerk, deliveriesContract.retryDelivery, { params: { deliveryId: stuck.id }, body: {} });
    await province.work();
    expect(await deliveryOf(id)).to.deep.include({ state: 'retrying', lastError: 'partner-unanswered', sentAt: null });
    axis.server.mood = 'answers-nothing';
    await axis.forgetSilence();
    await later();
    expect(sent()).to.have.length(before + 1);
    expect(await deliveryOf(id)).to.include({ state: 'waiting', lastError: null });
    expect((await readOne(deliveries, { documentId: id }))?.overAxis?.axisId).to.equal(newest().docId);
  });

  it('names what it answers, as its packet named it', async () => {
    const clerk = bureau.clerk;
    const main = { name: 'Công văn.pdf', mediaType: 'application/pdf', bytes: await aLetterPdf() };
    axis.server.put(code, ministry.code, 'edoc', aPacket(aHeader(code), [main]));
    await axis.collect();
    const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: { state: 'arrived' } });
    const { id: arrivalId = '', version = 0 } = items[0] ?? {};
    const { id: asked } = await ask(clerk, arrivalsContract.registerArrival, {
      params: { arrivalId },
      body: { version, verdictReason: 'đã hỏi nơi gửi' },
    });
    const answer = aLetter(province, { to: [] }, { recipients: [toMinistry], answersDocumentIds: [asked] });
    await issuedLetter({ ...bureau, drafter: clerk }, answer);
    expect(read(newest().packet).header.responseFor).to.deep.equal([
      {
        ...{ organId: ministry.code, code: '7816/VPCP-KSTT', promulgationDate: '2026/09/30' },
        documentId: `${ministry.code},2026/09/30,7816/VPCP-KSTT`,
      },
    ]);
  });

  it('is answered by a packet that names it', async () => {
    const { documentId } = read(newest().packet).header;
    const responseFor = [{ organId: code, code: null, promulgationDate: null, documentId }];
    const over = { responseFor, documentId: 'tra-loi', code: { codeNumber: '9', codeNotation: 'VPCP' } };
    const main = { name: 'Công văn.pdf', mediaType: 'application/pdf', bytes: await aLetterPdf() };
    axis.server.put(code, ministry.code, 'edoc', aPacket(aHeader(code, over), [main]));
    await axis.collect();
    const { documentId: id = '' } = (await readOne(deliveries, { 'overAxis.documentId': documentId })) ?? {};
    const answers = await ask(bureau.clerk, arrivalsContract.listAnswers, { params: { documentId: id } });
    expect(answers.map((one) => `${one.senderName} ${one.code}`)).to.deep.equal([`${ministry.name} 9/VPCP`]);
  });

  it('is corrected by a packet of that business, which brings no file', async () => {
    const { documentId } = read(newest().packet).header;
    const { documentId: id = '' } = (await readOne(deliveries, { 'overAxis.documentId': documentId })) ?? {};
    await corrected(id, '2099-12-31');
    const { header, trace, files } = read(newest().packet);
    expect(header).to.include({ documentId, dueDate: '2099/12/31' });
    const said = { bussinessDocType: 2, bussinessDocReason: 'nhầm hạn', documentId };
    expect(trace?.bussiness).to.deep.include(said);
    expect(files).to.deep.equal([]);
    const toldOf = async () => (await deliveryOf(id)).followUps.map(({ kind, state }) => `${kind} ${state}`);
    await axis.declareAnswers(['revoke']);
    await tells('15');
    expect(await toldOf(), 'its system answers no corrections').to.deep.equal(['update sent']);
    for (const about of ['update', 'replace', 'ask-back'] as const) {
      const [unanswered] = await ask(bureau.clerk, deliveriesContract.listToldOtherwise, {
        params: { documentId: id },
        query: { about },
      });
      expect(unanswered, about).to.include({ name: ministry.name, why: 'not-answered' });
    }
    await axis.declareAnswers(axisQuestions);
    await tells('15');
    expect(await toldOf()).to.deep.equal(['update acknowledged']);
  });

  it('is asked for back by a status, which its recipient declines', async () => {
    const { documentId } = read(newest().packet).header;
    const { id: deliveryId = '' } = (await readOne(deliveries, { 'overAxis.documentId': documentId })) ?? {};
    await ask(bureau.clerk, deliveriesContract.askBack, { params: { deliveryId }, body: { reason: 'gửi nhầm' } });
    await province.work();
    const last = readEdxml(axis.server.held.at(-1)?.packet ?? Buffer.from(''));
    const status = last.kind === 'status' ? last.status : undefined;
    expect(status).to.deep.include({ statusCode: '13', description: 'gửi nhầm' });
    expect(status?.responseFor).to.include({ organId: ministry.code, documentId });
    await tells('16', 'đã phát hành trả lời');
    const declined = await readOne(deliveries, { _id: deliveryId });
    expect(declined?.askedBack).to.deep.equal({ open: false, declined: 'đã phát hành trả lời' });
  });

  it('is taken back by a packet of that business, which its recipient may confirm', async () => {
    const { documentId } = read(newest().packet).header;
    const { documentId: id = '' } = (await readOne(deliveries, { 'overAxis.documentId': documentId })) ?? {};
    await corrected(id, '2099-12-30');
    await recallLetter(bureau, id);
    await province.work();
    const { header, trace, files } = read(newest().packet);
    expect(header.documentId).to.equal(documentId);
    expect(trace?.bussiness).to.deep.include({ bussinessDocType: 1, documentId });
    expect(trace?.bussiness?.bussinessDocReason).to.be.a('string');
    expect(files).to.deep.equal([]);
    await tells('15');
    expect((await deliveryOf(id)).state, 'the correction was asked first').not.to.equal('recalled');
    await tells('15');
    const { state, followUps } = await deliveryOf(id);
    expect(state).to.equal('recalled');
    expect(followUps.map((one) => `${one.kind} ${one.state} ${one.receipts.length}`)).to.deep.equal([
      ...['update acknowledged 1', 'ask-back declined 1', 'update acknowledged 1', 'revoke acknowledged 1'],
    ]);
  });

  it('goes in the place of another by a packet of that business, which names that and is acknowledged', async () => {
    const { id: formerId } = await issuedLetter(bureau, letter());
    const { documentId } = read(newest().packet).header;
    const replaces = { documentId: formerId, reason: 'Sai thời hạn' };
    const { id } = await issuedLetter(bureau, aLetter(province, { to: [] }, { recipients: [toMinistry], replaces }));
    await province.work();
    const { header, trace, files } = read(newest().packet);
    expect([header.documentId === documentId, files.length]).to.deep.equal([false, 1]);
    expect(trace?.bussiness).to.deep.include({
      ...{ bussinessDocType: 3, bussinessDocReason: 'Sai thời hạn', documentId: null },
      replacementInfoList: { replacementInfo: [{ documentId, organIdList: { organId: [ministry.code] } }] },
    });
    expect(await deliveryOf(formerId)).to.deep.include({ state: 'waiting', followUps: [] });
    await tells('15');
    expect(await deliveryOf(formerId)).to.include({ state: 'replaced' });
    expect((await deliveryOf(id)).receipts.map((one) => one.code)).to.deep.equal(['15']);
  });

  it('is not numbered with a file that the axis does not carry', async () => {
    const { id: documentId, version } = await signedLetter(bureau, letter());
    const { main } = (await readOne(outgoingDocuments, { _id: documentId })) ?? {};
    if (!main) throw new Error('A signed letter has its file');
    await changeRow(outgoingDocuments, documentId, { main: { ...main, size: 50 * 1024 ** 2 + 1 } });
    const asked = { params: { documentId }, body: { version: version + 1, password: testPassword } };
    expect(await refused(bureau.clerk, outgoingContract.numberDocument, asked)).to.include('not-taken-there');
  });

  it('is a partner of its own among those that operators watch, and is asked when they try it', async () => {
    const administrator = await province.signIn('quantri', 'snv');
    const partner = async () => (await ask(administrator, operationsContract.getOperations)).partners.at(0);
    expect(await partner()).to.include({
      id: AXIS,
      carrier: 'axis',
      code: ministry.code,
      agencies: 1,
      circuit: 'closed',
    });
    const body = { recipientCode: ministry.code };
    const tried = async () => (await ask(administrator, operationsContract.sendTestMessage, { body })).reason;
    expect(await tried()).to.equal(null);
    axis.server.mood = 'away';
    expect(await tried()).to.equal('partner-unanswered');
    expect(await partner()).to.include({ lastError: 'partner-unanswered' });
  });

  it('refuses a status of what was never sent, that nobody knows, or that another account tells', async () => {
    const odd = [
      ['unsupported-kind', aStatus(newest().packet, '77'), ministry.code],
      ['receipt-of-nothing', aStatus(aPacket(aHeader(code), []), '03'), ministry.code],
      ['sender-mismatch', aStatus(newest().packet, '02', 'giả mạo'), 'G01'],
    ] as const;
    const put = odd.map(([, packet, account]) => axis.server.put(code, account, 'status', packet));
    await axis.collect();
    expect(put.map(({ status, description }) => `${status} ${description.split(':')[0]}`)).to.deep.equal(
      odd.map(([why]) => `fail ${why}`),
    );
  });
});
