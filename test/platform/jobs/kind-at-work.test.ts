import { expect } from 'chai';
import { z } from 'zod';
import { defineJob, whileSomebodyWaits } from '../../../server/platform/jobs/job-kind.ts';
import { KindAtWork } from '../../../server/platform/jobs/kind-at-work.ts';

describe('a kind of work at work', () => {
  const job = { agencyId: 'snv', payload: {}, partner: 'sao-mai-2' };
  const aKind = () =>
    new KindAtWork(
      defineJob({
        ...{ kind: 'send', payload: z.object({}), retry: whileSomebodyWaits },
        ...{ atOnce: 9, ofOneAgency: 9, ofOnePartner: 4 },
        work: async () => undefined,
        givenUp: async () => undefined,
      }),
    );
  /** How many jobs for the partner may run at once, after these attempts. */
  const most = (...attempts: readonly ('done' | 'failed')[]) => {
    const kind = aKind();
    for (const attempt of attempts) kind.note(job, attempt === 'done');
    let many = 0;
    while (kind.begin(job)) many += 1;
    return many;
  };

  it('has one job alone run for a partner until it has answered', () => {
    expect([most(), most('failed'), most('done')]).to.deep.equal([1, 1, 4]);
  });

  it('has as many run on as may over a way on which some attempts fail, and one alone from the third in a row', () => {
    expect(most('done', 'failed', 'failed', 'done', 'failed', 'failed')).to.equal(4);
    expect(most('done', 'failed', 'failed', 'failed')).to.equal(1);
    expect(most('done', 'failed', 'failed', 'failed', 'failed', 'done')).to.equal(4);
  });
});
