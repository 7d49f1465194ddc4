import { expect } from 'chai';
import supertest from 'supertest';
import { identityContract } from '../../../server/identity/contract.ts';
import { stopWorkers } from '../../../server/platform/worker/worker-pool.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { ask, pathOf, problemOf } from '../../support/ask.ts';
import { attacks } from '../../support/attacks/attacks.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { sampled } from '../../support/sampled.ts';
import { aDemoAuthority, aSealedPdf, aSignedPdf } from '../../support/signing.ts';

/** What one verification may take at most: nobody else waits for that, even on a machine with other work to do. */
const patienceMs = 10_000;
/** As many at once as one address may have. */
const askers = 2;

describe('The application while forged files are sent to it', function () {
  this.timeout(300_000);
  useFreshDatabase();
  const province = useProvince();
  after(stopWorkers);

  it('answers everybody else, and every sender', async () => {
    await aDemoAuthority();
    const certified = await aSignedPdf();
    const files = { certified, sealed: await aSealedPdf({ pdf: certified }) };
    const bombs = attacks.filter((attack) => attack.class === 'bomb');
    const others = attacks.filter((attack) => attack.class !== 'bomb');
    const sent = [...sampled(others, 4), ...sampled(bombs, 5)];
    const forged = await Promise.all(sent.map(async (attack) => ({ ...attack, pdf: await attack.make(files) })));
    const clerk = await province.signIn('vanthu', 'snv');

    const answers: { word: string; name: string; isExpected: boolean }[] = [];
    const waiting = [...forged];
    const send = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const request = supertest(province.address()).post(pathOf(signingContract.verifyFile));
        const answer = await request.attach('file', Buffer.from(next.pdf), 'tep.pdf');
        const word = answer.status === 200 ? String(answer.body.verdict) : problemOf(answer);
        // A bomb may be put out by the limit of time when the machine is slow: its sender hears that it is too much.
        const isExpected =
          word !== 'valid' && (answer.status === 200 || (next.class === 'bomb' && answer.status === 422));
        answers.push({ word, name: next.name, isExpected });
      }
    };
    const sending = Promise.all(Array.from({ length: askers }, send));

    const waited: number[] = [];
    const took = async (request: Promise<unknown>): Promise<void> => {
      const began = performance.now();
      await request;
      waited.push(performance.now() - began);
    };
    let done = false;
    void sending.then(() => {
      done = true;
    });
    while (!done) {
      await took(supertest(province.address()).get('/healthz').expect(200));
      await took(ask(clerk, identityContract.whoAmI));
      await took(province.signIn('giamdoc', 'snv'));
    }
    await sending;

    expect(answers).to.have.length(forged.length);
    expect(answers.filter(({ isExpected }) => !isExpected)).to.deep.equal([]);
    expect(waited.length).to.be.greaterThan(9);
    expect(Math.max(...waited)).to.be.below(patienceMs);
  });
});
