import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { arrivals } from '../../server/exchange/store.ts';
import { addDays } from '../../server/platform/calendar.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { ask } from '../support/ask.ts';
import { aLetter, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const { getArrival, registerArrival } = arrivalsContract;

describe('a letter that lay with its signer until its own term was over', function () {
  this.timeout(120_000);
  useFreshDatabase();
  const province = useProvince();

  it('is registered as it came, without a term', async () => {
    const { issuedOn } = await issuedLetter(await theBureau(province), aLetter(province, { to: ['skhcn'] }));
    const clerk = await province.signIn('vanthu', 'skhcn');
    const { id: arrivalId, version } = await newestArrival(clerk);
    const replyBy = addDays(issuedOn ?? '', -3);
    await arrivals.model.updateOne({ _id: arrivalId }, { 'envelope.document.replyBy': replyBy });
    const of = { params: { arrivalId } };
    expect(await ask(clerk, getArrival, of))
      .to.deep.include({ replyBy })
      .and.have.nested.property('fields.dueOn', null);
    const { id: documentId } = await ask(clerk, registerArrival, { ...of, body: { version } });
    expect(await ask(clerk, incomingContract.getIncoming, { params: { documentId } })).to.include({ dueOn: null });
  });
});
