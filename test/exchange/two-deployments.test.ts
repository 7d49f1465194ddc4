import { expect } from 'chai';
import { type DeliveryView, exchangeContract } from '../../server/exchange/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { type OutgoingView, outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { ask } from '../support/ask.ts';
import type { Agent } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useTwoDeployments } from '../support/two-deployments.ts';

describe('two deployments', function () {
  this.timeout(180_000);
  const { saoMai, binhMinh, settled } = useTwoDeployments();
  let home: Bureau;
  let health: Bureau;
  let asked: OutgoingView;
  let letterId: string;

  before(async () => {
    home = await theBureau(saoMai());
    health = await theBureau(binhMinh(), 'sytbm');
  });

  const listed = async (agent: Agent, code: string) => {
    const found = await ask(agent, exchangeContract.listRecipients, { query: { q: code } });
    return found[0] ?? expect.fail(`${code} is not listed`);
  };
  const sentTo = async (from: Bureau, code: string, over: object = {}) => {
    const { name } = await listed(from.drafter, code);
    const issued = await issuedLetter(from, aLetter(saoMai(), { to: [] }, { recipients: [{ code, name }], ...over }));
    await settled();
    return issued;
  };
  const deliveryOf = async (clerk: Agent, documentId: string): Promise<DeliveryView> => {
    const [delivery] = await ask(clerk, exchangeContract.listDeliveries, { params: { documentId } });
    return delivery ?? expect.fail('It was not sent');
  };
  const codesOf = ({ receipts }: DeliveryView) => receipts.map(({ code }) => code);
  const signedByHealth = () => ({ signerPositionId: binhMinh().actor('giamdoc', 'sytbm').positionId });

  it('find each other’s agencies in the directory, and none of them has a row at the other', async () => {
    const there = { agencyId: null, hosting: 'elsewhere', electronic: true };
    expect(await listed(home.drafter, 'H98.15')).to.include({ ...there, name: binhMinh().agency('sytbm').name });
    expect(await listed(health.drafter, 'H99.08')).to.include({ ...there, name: saoMai().agency('snv').name });
  });

  it('bring a document from one to the other with its files and valid signatures: sent, and arrived (01)', async () => {
    asked = await sentTo(home, 'H98.15');
    const delivery = await deliveryOf(home.clerk, asked.id);
    expect(delivery).to.include({
      state: 'arrived',
      recipientVerdict: 'valid',
      channel: 'electronic',
      lastError: null,
    });
    expect([delivery.sentAt, codesOf(delivery)]).to.deep.equal([delivery.sentAt ?? expect.fail('not sent'), ['01']]);
    const arrival = await newestArrival(health.clerk);
    expect(arrival).to.include({ code: asked.code, subject: asked.subject, senderCode: 'H99.08', verdict: 'valid' });
  });

  it('bring back what becomes of it: registered (03), assigned (04), in progress (05), done (06)', async () => {
    const { id: arrivalId, version } = await newestArrival(health.clerk);
    const registered = await ask(health.clerk, exchangeContract.registerArrival, {
      params: { arrivalId },
      body: { version },
    });
    letterId = registered.id;
    expect(registered.issuer).to.include({ agencyId: null, code: 'H99.08' });
    const mainPositionId = binhMinh().actor('chuyenvien', 'sytbm').positionId;
    const of = { params: { documentId: letterId } };
    const { assignments } = await ask(health.leader, routingContract.giveDirective, {
      ...of,
      body: { text: 'Tham mưu trả lời.', mainPositionId },
    });
    const params = { assignmentId: assignments.find(({ role }) => role === 'main')?.id ?? '' };
    await ask(health.drafter, routingContract.startAssignment, { params, body: {} });
    await settled();
    expect(codesOf(await deliveryOf(home.clerk, asked.id))).to.deep.equal(['01', '03', '04', '05']);
    const result = { result: 'Đã tham mưu.' };
    await ask(health.drafter, routingContract.finishAssignment, { params, body: result });
    await settled();
    const delivery = await deliveryOf(home.clerk, asked.id);
    expect(delivery.state).to.equal('done');
    expect(codesOf(delivery)).to.deep.equal(['01', '03', '04', '05', '06']);
  });

  it('bring the answer back to whoever asked, who sees which of its documents it answers', async () => {
    const answer = await sentTo(health, 'H99.08', { ...signedByHealth(), answersDocumentId: letterId });
    const { id: arrivalId, version } = await newestArrival(home.clerk);
    const { id: documentId } = await ask(home.clerk, exchangeContract.registerArrival, {
      params: { arrivalId },
      body: { version },
    });
    await settled();
    expect(codesOf(await deliveryOf(health.clerk, answer.id))).to.deep.equal(['01', '03']);
    const received = await ask(home.clerk, incomingContract.getIncoming, { params: { documentId } });
    expect(received).to.include({ code: answer.code, issuerName: binhMinh().agency('sytbm').name });
    const answered = await ask(health.clerk, incomingContract.getIncoming, { params: { documentId: letterId } });
    expect(answered.answeredBy.map(({ code, refused }) => [code, refused])).to.deep.equal([[answer.code, false]]);
  });

  it('tell the sender that its document was refused (02), and why', async () => {
    const { id } = await sentTo(health, 'H99.12', signedByHealth());
    const clerk = await saoMai().signIn('vanthu', 'skhcn');
    const { id: arrivalId, version } = await newestArrival(clerk);
    const reason = 'Không thuộc thẩm quyền của sở';
    await ask(clerk, exchangeContract.returnArrival, {
      params: { arrivalId },
      body: { version, reasonCode: 'not-competent', reason },
    });
    await settled();
    const delivery = await deliveryOf(health.clerk, id);
    expect(delivery).to.include({ state: 'refused', acts: delivery.acts });
    expect(delivery.receipts.map(({ code, reason: why }) => [code, why])).to.deep.equal([
      ['01', null],
      ['02', reason],
    ]);
    const shown = await ask(health.clerk, outgoingContract.getOutgoing, { params: { documentId: id } });
    expect(shown.state).to.equal('issued');
  });
});
