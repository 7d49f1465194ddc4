import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { type IncomingView, incomingContract } from '../../server/registry/incoming/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, refused } from '../support/ask.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau, upload } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aLetterPdf } from '../support/signing.ts';

describe('a letter that is answered', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let asking: Agent;
  let letter: IncomingView;
  let answer: OutgoingView;

  const read = (agent: Agent = bureau.drafter) =>
    ask(agent, incomingContract.getIncoming, { params: { documentId: letter.id } });
  const isDue = async () => {
    const { now, overdue, today, fresh, counts } = await ask(bureau.drafter, statisticsContract.dueWork);
    const found = [...now, ...overdue, ...today, ...fresh].filter(({ kind }) => kind === 'assignment');
    expect(counts.incoming, 'badge and list agree').to.equal(found.length);
    return found.length > 0;
  };
  const handling = () => ask(bureau.drafter, routingContract.getHandling, { params: { documentId: letter.id } });
  const told = async () =>
    (await eventsOf(province.agency('snv').id)).flatMap((event) =>
      'answerId' in event ? [[event.type, event.documentId, event.answerId, event.answer]] : [],
    );

  before(async () => {
    bureau = await theBureau(province);
    asking = await province.signIn('vanthu', 'thanhbinh');
    const { id: agencyId, name } = province.agency('thanhbinh');
    letter = await ask(bureau.clerk, incomingContract.registerIncoming, {
      body: {
        ...{ uploadId: await upload(bureau.clerk, await aLetterPdf()), typeCode: 'cong-van', issuedOn: '2026-01-02' },
        ...{ codeNumber: '12', codeNotation: 'UBND-VX', issuer: { agencyId, name }, subject: 'xin ý kiến' },
      },
    });
    await ask(bureau.leader, routingContract.giveDirective, {
      params: { documentId: letter.id },
      body: { text: 'Trả lời.', mainPositionId: province.actor('chuyenvien', 'snv').positionId },
    });
  });

  it('waits for its handler until the answer is issued, which both name', async () => {
    expect(await isDue()).to.equal(true);
    expect(await read()).to.deep.include({ answered: false, answeredBy: [] });
    answer = await issuedLetter(bureau, {
      ...aLetter(province, { to: ['thanhbinh'] }),
      answersDocumentIds: [letter.id],
    });
    expect(answer.answersDocumentIds).to.deep.equal([letter.id]);
    const answeredBy = [{ documentId: answer.id, code: answer.code, refused: false }];
    expect(await read()).to.deep.include({ answered: true, answeredBy, state: 'assigned' });
    expect(await isDue()).to.equal(false);
    expect((await handling()).assignments.map(({ open, state }) => ({ open, state }))).to.deep.equal([
      { open: false, state: 'new' },
    ]);
    expect(await told()).to.deep.equal([['document-answered', letter.id, answer.id, answer.code]]);
  });

  it('waits again when whoever asked refuses the answer', async () => {
    const { id: arrivalId, version } = await newestArrival(asking);
    const body = { version, reasonCode: 'incomplete', reason: 'Thiếu phụ lục' } as const;
    await ask(asking, arrivalsContract.returnArrival, { params: { arrivalId }, body });
    await province.work();
    expect(await read()).to.deep.include({
      answered: false,
      answeredBy: [{ documentId: answer.id, code: answer.code, refused: true }],
    });
    expect(await isDue()).to.equal(true);
    expect((await told()).at(-1)).to.deep.equal(['answer-refused', letter.id, answer.id, answer.code]);
  });

  it('is answered again when the answer is sent once more and accepted, by a message of its own', async () => {
    const of = { params: { documentId: answer.id } };
    const {
      items: [refusedOne],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, of);
    expect(refusedOne).to.deep.include({ state: 'refused', acts: ['send-anew', 'readdress', 'settle'] });
    const why = refusedOne?.receipts.find(({ code }) => code === '02');
    expect(why, 'why it was refused is told in a code and in words').to.include({
      ...{ reasonCode: 'incomplete', reason: 'Thiếu phụ lục' },
    });
    const again = { params: { deliveryId: refusedOne?.id ?? '' }, body: { reason: 'Phụ lục có trong tệp chính' } };
    expect(await refused(bureau.drafter, deliveriesContract.sendAnew, again)).to.match(/^403 /);
    const anew = await ask(bureau.clerk, deliveriesContract.sendAnew, again);
    expect(anew).to.deep.include({ state: 'waiting', receipts: [], acts: [] });
    expect((await eventsOf(province.agency('snv').id)).at(-1)).to.deep.equal({
      ...{ type: 'delivery-sent-anew', documentId: answer.id, deliveryId: refusedOne?.id, anewId: anew.id },
      reason: 'Phụ lục có trong tệp chính',
    });
    expect(await refused(bureau.clerk, deliveriesContract.sendAnew, again)).to.equal('409 nothing-to-send-anew');
    await province.work();
    const { id: arrivalId, version } = await newestArrival(asking);
    expect((await ask(asking, arrivalsContract.getArrival, { params: { arrivalId } })).messageId).not.to.equal(
      refusedOne?.messageId,
    );
    await ask(asking, arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
    await province.work();
    const { items: sent } = await ask(bureau.clerk, deliveriesContract.listDeliveries, of);
    expect(sent.map(({ state, sentAnewAs, acts }) => [state, sentAnewAs, acts])).to.deep.equal([
      ['refused', anew.id, []],
      ['accepted', null, ['ask-back']],
    ]);
    const kept = sent[0]?.receipts.map(({ code }) => code);
    expect(kept, 'the refusal is kept with what proves it').to.include('02');
    expect((await ask(bureau.clerk, statisticsContract.dueWork)).counts.outgoing).to.equal(0);
    const query = { from: answer.issuedOn ?? '', to: answer.issuedOn ?? '' };
    const { figures } = await ask(bureau.clerk, statisticsContract.share, { query });
    expect(figures.map(({ numerator, denominator }) => `${numerator}/${denominator}`)).to.deep.equal(['1/1', '1/1']);
    expect(await read()).to.include({ answered: true });
    expect(await isDue()).to.equal(false);
    expect((await told()).at(-1)).to.deep.equal(['answer-accepted', letter.id, answer.id, answer.code]);
  });

  it('is answered by the next one as well; who handled it still says that it is done, and it stays answered', async () => {
    const next = await issuedLetter(bureau, {
      ...aLetter(province, { to: ['thanhbinh'] }),
      answersDocumentIds: [letter.id],
    });
    expect(await isDue()).to.equal(false);
    const { id: arrivalId, version } = await newestArrival(asking);
    await ask(asking, arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
    await province.work();
    const [assignment] = (await handling()).assignments;
    const shown = await read();
    expect(shown.allowed).to.include('finish').and.not.include('start');
    expect(shown.answeredBy.map((one) => [one.documentId, one.refused])).to.deep.equal([
      [answer.id, false],
      [next.id, false],
    ]);
    await ask(bureau.drafter, routingContract.finishAssignment, {
      params: { assignmentId: assignment?.id ?? '' },
      body: { result: `Đã trả lời bằng văn bản ${next.code}.` },
    });
    expect(await read()).to.include({ state: 'done', answered: true });
    expect((await read()).allowed).not.to.include('finish');
  });
});
