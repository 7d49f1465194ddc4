import { expect } from 'chai';
import { exchangeContract } from '../../server/exchange/contract.ts';
import { type OutgoingView, outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, refused } from '../support/ask.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import {
  aLetter,
  type Bureau,
  issuedLetter,
  newestArrival,
  recallLetter,
  recipientsOf,
  theBureau,
} from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('recipients of a document after its issue', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let other: Agent;

  before(async () => {
    bureau = await theBureau(province);
    other = await province.signIn('vanthu', 'thanhbinh');
  });

  const deliveriesOf = (id: string) =>
    ask(bureau.clerk, exchangeContract.listDeliveries, { params: { documentId: id } });

  describe('that are added', () => {
    const reason = 'Theo đề nghị của phường';
    let issued: OutgoingView;
    const added = (over: object = {}) => ({
      params: { documentId: issued.id },
      body: {
        version: issued.version,
        recipients: recipientsOf(province, { to: ['thanhbinh'], outside: ['Công ty Sao Mai'] }),
        reason,
        ...over,
      },
    });

    before(async () => {
      issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    });

    it('are nobody who has it already, and no business of its drafter', async () => {
      const recipients = recipientsOf(province, { to: ['skhcn'] });
      const named = await refused(bureau.clerk, outgoingContract.addRecipients, added({ recipients }));
      expect(named).to.equal('422 recipient-repeated');
      expect(await refused(bureau.drafter, outgoingContract.addRecipients, added())).to.match(/^403 /);
    });

    it('get the same sealed bytes, and are told from the others with who and why', async () => {
      const { recipients } = await ask(bureau.clerk, outgoingContract.addRecipients, added());
      expect(recipients.map((one) => one.added?.reason)).to.deep.equal([undefined, reason, reason]);
      await province.work();
      const sent = await deliveriesOf(issued.id);
      expect(sent.map(({ recipient, state, added: one }) => [recipient.name, state, one?.reason])).to.deep.equal([
        [province.agency('skhcn').name, 'arrived', undefined],
        [province.agency('thanhbinh').name, 'arrived', reason],
        ['Công ty Sao Mai', 'paper', reason],
      ]);
      const arrival = await ask(other, exchangeContract.getArrival, {
        params: { arrivalId: (await newestArrival(other)).id },
      });
      expect(arrival.files[0]?.sha256).to.equal(issued.files[0]?.sha256);
      const told = (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'recipients-added');
      expect(told).to.have.length(1);
      expect(told[0]).to.deep.include({ documentId: issued.id, recipients: 2, reason });
    });

    it('count in the share: one more on paper and it was not sent electronically to everybody', async () => {
      const query = { from: issued.issuedOn ?? '', to: issued.issuedOn ?? '' };
      const { figures } = await ask(bureau.clerk, statisticsContract.share, { query });
      expect(figures[0]).to.include({ numerator: 0, denominator: 1 });
    });

    it('are none of a document that was taken back', async () => {
      const { version } = await recallLetter(bureau, issued.id);
      const recipients = recipientsOf(province, { to: ['ubnd'] });
      const late = await refused(bureau.clerk, outgoingContract.addRecipients, added({ version, recipients }));
      expect(late).to.equal('409 wrong-state');
    });
  });
});
