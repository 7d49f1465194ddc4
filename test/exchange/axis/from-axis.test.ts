import { expect } from 'chai';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { organ } from '../../../server/exchange/axis/packet-of-document.ts';
import { readEdxml } from '../../../server/exchange/axis/read-edxml.ts';
import { arrivals, givenStatuses } from '../../../server/exchange/store.ts';
import { readAll, readOne } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { jobs } from '../../../server/platform/ledger/jobs.ts';
import { useScanner } from '../../../server/platform/outbound/malware-scanner.ts';
import { ask } from '../../support/ask.ts';
import { aHeader, aPacket, aStatus, type aTrace, ministry, useAxisServer } from '../../support/axis.ts';
import { aClamd } from '../../support/clamd.ts';
import { type Agent, eventsOf } from '../../support/identity.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aLetterPdf } from '../../support/signing.ts';

describe('a document that the axis brings', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const axis = useAxisServer(province, ['snv', 'skhcn']);
  let clerk: Agent;
  let code: string;
  let pdf: Uint8Array;
  const main = () => ({ name: 'Công văn.pdf', mediaType: 'application/pdf', bytes: pdf });
  const put = (over: Parameters<typeof aHeader>[1] = {}, business: Parameters<typeof aTrace>[0] = {}) =>
    axis.server.put(code, ministry.code, 'edoc', aPacket(aHeader(code, over), [main()], business));
  const said = () =>
    axis.server.held.flatMap(({ messageType, packet }) => {
      const read = messageType === 'status' ? readEdxml(packet) : undefined;
      return read?.kind === 'status' ? [read.status] : [];
    });

  before(async () => {
    code = await axis.code('snv');
    clerk = await province.signIn('vanthu', 'snv');
    pdf = await aLetterPdf();
  });

  it('waits for its clerk with its fields, its file as it was sent, and the word that nobody signed its packet', async () => {
    const held = put({ toPlaces: { place: ['Phòng Tổ chức cán bộ'] } });
    await axis.collect();
    expect(held.status).to.equal('done');
    const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: {} });
    expect(items).to.have.length(1);
    const [first] = items;
    expect(first).to.deep.include({
      ...{ senderCode: ministry.code, senderName: ministry.name, code: '7816/VPCP-KSTT', typeName: 'Công văn' },
      ...{ subject: 'V/v liên thông văn bản', issuedOn: '2026-09-30', priority: 1, state: 'arrived', carrier: 'axis' },
      forUnit: 'Phòng Tổ chức cán bộ',
      verdict: 'no-signature',
    });
    const arrival = await ask(clerk, arrivalsContract.getArrival, { params: { arrivalId: first?.id ?? '' } });
    expect(arrival).to.deep.include({
      ...{ senderSignatureValid: null, packet: { signature: 'none', emptyFiles: [] }, paperFollows: false },
    });
    const row = await readOne(arrivals, { _id: arrival.id });
    expect(await files().read(row?.files[0]?.sha256 ?? '')).to.deep.equal(Buffer.from(pdf));
    expect(await files().read(row?.envelopeSha256 ?? '')).to.deep.equal(Buffer.from(held.packet));
    const events = await eventsOf(province.agency('snv').id);
    expect(events.find(({ type }) => type === 'document-arrived')).to.deep.include({ axisId: held.docId });
  });

  it('is told to have arrived, and registered with its number, by statuses that the axis takes', async () => {
    const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: {} });
    const { id: arrivalId = '', version = 0 } = items[0] ?? {};
    const registered = await ask(clerk, arrivalsContract.registerArrival, {
      params: { arrivalId },
      body: { version, verdictReason: 'đã hỏi nơi gửi' },
    });
    expect(registered).to.include({ issuerName: ministry.name, source: 'exchange' });
    await province.work();
    expect(
      said().map(({ statusCode, responseFor, from }) => [statusCode, responseFor?.organId, from?.organId]),
    ).to.deep.equal([
      ['01', ministry.code, code],
      ['03', ministry.code, code],
    ]);
    const given = await readAll(givenStatuses, { arrivalId }, { sort: { sequence: 1 } });
    expect(given.map(({ docId }) => docId)).to.not.include(undefined);
    const types = (await eventsOf(province.agency('snv').id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'status-sent' || type === 'status-held')).to.have.length(4);
    const journey = await readAll(arrivals, {});
    expect(journey).to.have.length(1);
  });

  it('is one document, however often the axis brings it', async () => {
    const [again, other] = [put(), axis.server.held[0]];
    if (other) other.status = 'initial';
    await axis.collect();
    expect([again.status, other?.status]).to.deep.equal(['done', 'done']);
    expect(await readAll(arrivals, {})).to.have.length(1);
  });

  it('is told once of, though the answer to the first telling was lost', async () => {
    put({ documentId: `${ministry.code},2026/09/30,1/VPCP`, code: { codeNumber: '1', codeNotation: 'VPCP' } });
    await axis.collect();
    const before = said().length;
    const arrived = await readOne(arrivals, { state: 'arrived' });
    const body = { version: arrived?.version ?? 0, reasonCode: 'wrong-recipient' as const, reason: 'gửi Sở Tài chính' };
    axis.server.mood = 'answers-nothing';
    await ask(clerk, arrivalsContract.returnArrival, { params: { arrivalId: arrived?.id ?? '' }, body });
    await province.work();
    expect(said()).to.have.length(before + 1);
    expect((await readOne(givenStatuses, { code: '02' }))?.docId).to.equal(undefined);
    axis.server.mood = 'well';
    await axis.forgetSilence();
    await province.work(new Date(Date.now() + 3600_000));
    expect(said()).to.have.length(before + 1);
    expect(said().at(-1)).to.include({ statusCode: '02', description: 'gửi Sở Tài chính' });
    expect((await readOne(givenStatuses, { code: '02' }))?.docId).to.equal(axis.server.held.at(-1)?.docId);
  });

  it('may come anew after it was returned', async () => {
    put({ documentId: `${ministry.code},2026/09/30,1/VPCP`, code: { codeNumber: '1', codeNotation: 'VPCP' } });
    await axis.collect();
    const found = await readAll(arrivals, { 'envelope.document.documentId': `${ministry.code},2026/09/30,1/VPCP` });
    expect(found.map(({ state }) => state)).to.have.members(['returned', 'arrived']);
  });

  it('is refused, and the axis and the log are told why, when no door may take it', async () => {
    const text = { name: 'ghi-chu.txt', mediaType: 'text/plain', bytes: Buffer.from('xin chào') };
    const box = (packet: Uint8Array) => axis.server.put(code, ministry.code, 'edoc', packet);
    const refused = [
      ['wrong-audience', box(aPacket(aHeader('H01'), [main()]))],
      ['state-secret', put({ subject: 'Tối mật: kế hoạch', documentId: 'a' })],
      ['unsupported-kind', put({ documentId: 'b' }, { bussinessDocType: 7 })],
      ['link-not-yours', put({ documentId: 'b' }, { bussinessDocType: 1 })],
      ['sender-mismatch', axis.server.put(code, 'G01', 'edoc', aPacket(aHeader(code), [], { bussinessDocType: 1 }))],
      ['file-type-refused', box(aPacket(aHeader(code, { documentId: 'c' }), [main(), text]))],
      ['message-malformed', put({ from: { ...organ(ministry), organId: 'G22\u202e' }, documentId: 'd' })],
      ['main-file-mismatch', box(aPacket(aHeader(code, { documentId: 'd' }), []))],
      ['message-malformed', put({ documentId: 'e', promulgationInfo: null })],
      ['xml-forbidden', box(Buffer.from('<!DOCTYPE edXML SYSTEM "http://127.0.0.1/x"><edXML/>'))],
    ] as const;
    const before = (await readAll(arrivals, {})).length;
    await axis.collect();
    for (const [why, { status, description }] of refused) {
      expect([status, description.split(':')[0]], why).to.deep.equal(['fail', why]);
    }
    const events = (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'packet-refused');
    expect(events.map((event) => 'code' in event && event.code)).to.have.members(refused.map(([why]) => why));
    expect(await readAll(arrivals, {})).to.have.length(before);
  });

  it('is asked for back and taken back by packets, which nobody signed and which are answered', async () => {
    const of = { documentId: `${ministry.code},2026/09/30,2/VPCP`, code: { codeNumber: '2', codeNotation: 'VPCP' } };
    put(of);
    await axis.collect();
    const arrival = async () => (await readOne(arrivals, { 'envelope.document.documentId': of.documentId }))?.id ?? '';
    const read = async () => await ask(clerk, arrivalsContract.getArrival, { params: { arrivalId: await arrival() } });
    axis.server.put(code, ministry.code, 'status', aStatus(aPacket(aHeader(code, of), []), '13', 'gửi nhầm'));
    await axis.collect();
    const { askedBack, allowed } = await read();
    expect(askedBack).to.include({ reason: 'gửi nhầm', by: 'Trần Thị Hoa (qua trục, không ai ký)' });
    expect(allowed).to.deep.equal(['give-back', 'keep']);
    const params = { params: { arrivalId: await arrival() } };
    await ask(clerk, arrivalsContract.keepArrival, { ...params, body: { reason: 'đã xử lý' } });
    await province.work();
    expect(said().at(-1)).to.include({ statusCode: '16', description: 'đã xử lý' });
    expect(said().at(-1)?.responseFor).to.include({ organId: ministry.code, documentId: of.documentId });
    const held = put(of, { bussinessDocType: 1 });
    await axis.collect();
    held.status = 'initial';
    await axis.collect();
    const { state, recalled } = await read();
    expect([state, recalled?.by]).to.deep.equal(['recalled', `${ministry.name} (qua trục, không ai ký)`]);
    expect(
      said()
        .map(({ statusCode }) => statusCode)
        .slice(-2),
    ).to.deep.equal(['16', '15']);
  });

  it('is another document when it brings other files under the same id; both are taken back together', async () => {
    const of = { documentId: `${ministry.code},2026/09/30,3/VPCP`, code: { codeNumber: '3', codeNotation: 'VPCP' } };
    const found = async () => await readAll(arrivals, { 'envelope.document.documentId': of.documentId });
    put(of);
    await axis.collect();
    const other = { ...main(), bytes: Buffer.concat([pdf, Buffer.from('\n')]) };
    axis.server.put(code, ministry.code, 'edoc', aPacket(aHeader(code, of), [other]));
    await axis.collect();
    expect((await found()).map(({ state }) => state)).to.deep.equal(['arrived', 'arrived']);
    put(of, { bussinessDocType: 1 });
    await axis.collect();
    expect((await found()).map(({ state }) => state)).to.deep.equal(['recalled', 'recalled']);
  });

  it('stands in the place of another, which ends there unsigned and is told of; without that it comes all the same', async () => {
    const id = (number: string) => `${ministry.code},2026/09/30,${number}/VPCP`;
    const ofNumber = (number: string) => ({
      documentId: id(number),
      code: { codeNumber: number, codeNotation: 'VPCP' },
    });
    const found = async (number: string) => {
      const row = await readOne(arrivals, { 'envelope.document.documentId': id(number) });
      return await ask(clerk, arrivalsContract.getArrival, { params: { arrivalId: row?.id ?? '' } });
    };
    put(ofNumber('21'));
    await axis.collect();
    const replacing = (...all: readonly (readonly [string, string[]])[]) => ({
      ...{ bussinessDocType: 3, bussinessDocReason: 'Sai thời hạn' },
      replacementInfoList: {
        replacementInfo: all.map(([documentId, organId]) => ({ documentId, organIdList: { organId } })),
      },
    });
    const held = put(ofNumber('22'), replacing([id('21'), [code]], [id('1'), ['H01']], [id('20'), []]));
    const strange = aPacket(aHeader(code, ofNumber('23')), [main()], replacing([id('22'), []]));
    const forged = axis.server.put(code, 'G01', 'edoc', strange);
    await axis.collect();
    expect([held.status, forged.description.split(':')[0]]).to.deep.equal(['done', 'sender-mismatch']);
    const [former, replacement] = [await found('21'), await found('22')];
    expect(former).to.deep.include({ state: 'recalled', back: 'replaced', allowed: [] });
    expect(former.recalled).to.include({
      ...{ way: 'replaced', reason: 'Sai thời hạn', by: 'Trần Văn Bình (qua trục, không ai ký)' },
    });
    expect(former.replacedBy?.arrivalId).to.equal(replacement.id);
    expect(replacement).to.deep.include({ state: 'arrived', back: null });
    expect(replacement.replaces?.arrivalId).to.equal(former.id);
    const told = said().filter(({ responseFor }) => responseFor?.documentId === id('22'));
    expect(told.map(({ statusCode }) => statusCode)).to.have.members(['15', '01']);
    expect((await found('1')).back).to.equal(null);
  });

  it('is corrected by a packet, which may bring the same file; another one is another document in its place', async () => {
    const of = { documentId: `${ministry.code},2026/09/30,31/VPCP`, code: { codeNumber: '31', codeNotation: 'VPCP' } };
    const all = async () => await readAll(arrivals, { 'envelope.document.documentId': of.documentId });
    const updates = { bussinessDocType: 2, bussinessDocReason: 'nhầm hạn' };
    put(of);
    await axis.collect();
    const over = { ...of, subject: null, dueDate: '2026/12/20', otherInfo: null };
    const without = aPacket(aHeader(code, over), [], updates);
    axis.server.put(code, ministry.code, 'edoc', without);
    const held = put({ ...of, subject: 'V/v liên thông văn bản, sửa trích yếu' }, updates);
    const secret = put({ ...of, subject: 'Tối mật: kế hoạch' }, updates);
    const never = put({ ...of, dueDate: '9999/12/31' }, updates);
    await axis.collect();
    held.status = 'initial';
    await axis.collect();
    const [arrived, ...others] = await all();
    expect([others, held.status, secret.description.split(':')[0]]).to.deep.equal([[], 'done', 'state-secret']);
    expect(never.description.split(':')[0]).to.equal('message-malformed');
    const seen = await ask(clerk, arrivalsContract.getArrival, { params: { arrivalId: arrived?.id ?? '' } });
    expect([seen.subject, seen.replyBy, seen.priority]).to.deep.equal([
      ...['V/v liên thông văn bản, sửa trích yếu', '2026-12-20', 1],
    ]);
    expect(seen.updates.map(({ reason, by }) => `${reason} ${by}`)).to.deep.equal(
      ['', ''].map(() => `nhầm hạn ${ministry.name} (qua trục, không ai ký)`),
    );
    const told = said().filter(({ responseFor }) => responseFor?.documentId === of.documentId);
    expect(told.map(({ statusCode }) => statusCode)).to.deep.equal(['01', '15', '15']);
    const changed = { ...main(), bytes: Buffer.concat([pdf, Buffer.from('\n')]) };
    axis.server.put(code, ministry.code, 'edoc', aPacket(aHeader(code, of), [changed], updates));
    await axis.collect();
    const now = await all();
    expect(now.map(({ state, recalled }) => `${state} ${recalled?.way}`)).to.have.members([
      ...['recalled replaced', 'arrived undefined'],
    ]);
  });

  it('is seen by the scanner of the house, and waits on the axis while that is away, as does what takes it back', async () => {
    const clamd = await aClamd({ finds: '%PDF' });
    useScanner(clamd.address);
    try {
      const held = put({ documentId: 'g' });
      await axis.collect();
      expect([held.status, held.description.split(':')[0]]).to.deep.equal(['fail', 'malware-found']);
      useScanner('127.0.0.1:1');
      const waiting = put({ documentId: 'h', code: { codeNumber: '10', codeNotation: 'VPCP' } });
      const recall = put({ documentId: 'h' }, { bussinessDocType: 1 });
      await axis.collect();
      for (const { status } of [waiting, recall]) expect(status).not.to.be.oneOf(['done', 'fail']);
      useScanner(undefined);
      await province.work(new Date(Date.now() + 3600_000));
      expect([waiting.status, recall.status]).to.deep.equal(['done', 'done']);
      expect((await readOne(arrivals, { 'envelope.document.documentId': 'h' }))?.recalled?.way).to.equal('recalled');
    } finally {
      useScanner(undefined);
      clamd.close();
    }
  });

  it('waits there while the axis is away or denies the account, which stands in due work once it is given up', async () => {
    const held = put({ documentId: 'f', code: { codeNumber: '9', codeNotation: 'VPCP' } });
    axis.server.mood = 'away';
    await axis.collect();
    const key = province.agency('snv').id;
    expect(await readOne(jobs, { kind: 'collect-from-axis', key })).to.include({ state: 'waiting' });
    axis.server.mood = 'well';
    await axis.forgetSilence();
    await province.work(new Date(Date.now() + 3600_000));
    expect(held.status).to.equal('done');
    axis.server.secrets.set(code, 'another');
    await axis.collect();
    await province.work(new Date(Date.now() + 24 * 3600_000));
    expect(await readOne(jobs, { kind: 'collect-from-axis', key })).to.include({
      ...{ state: 'dead', reason: 'axis-denied', leftTo: 'clerk' },
    });
    axis.server.secrets.set(code, 'secret of snv');
  });
});
