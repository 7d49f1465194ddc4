import { expect } from 'chai';
import {
  type Counted,
  forgetTries,
  giveBackTry,
  rateLimits,
  takeTry,
} from '../../../server/platform/api/rate-limits.ts';
import { refusalOf } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const limit = { name: 'test', most: 3, windowSeconds: 600, refusal: { code: 'too-many-tests', message: 'Wait' } };

describe('tries', () => {
  useFreshDatabase({ each: true });
  const lan: Counted = { limit, who: 'lan' };
  const take = async (count: number, counted = lan) => {
    for (let index = 0; index < count; index += 1) await takeTry(counted);
  };

  it('are as many as the limit says, for each who tries; then the seconds to wait are told', async () => {
    await take(3);
    const refusal = await refusalOf(takeTry(lan));
    expect(refusal).to.include({ kind: 'too-many', code: 'too-many-tests', message: 'Wait' });
    expect(refusal.details.retryAfter).to.be.within(590, 600);
    await take(3, { limit, who: 'minh' });
    await take(3, { limit: { ...limit, name: 'other' }, who: 'lan' });
  });

  it('are never more, however many come at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 30 }, () => takeTry(lan)));
    expect(all.filter(({ status }) => status === 'fulfilled')).to.have.length(3);
  });

  it('are counted anew when their window has ended', async () => {
    await take(3);
    await rateLimits.model.collection.updateMany({}, { $set: { expire: new Date(Date.now() - 1) } });
    await take(3);
    expect(await refusalOf(takeTry(lan))).to.include({ kind: 'too-many' });
  });

  it('are counted anew when a clock that was ahead began their window, and is right again', async () => {
    await take(3);
    const tomorrow = new Date(Date.now() + 24 * 3600_000);
    await rateLimits.model.collection.updateMany({}, { $set: { expire: tomorrow } });
    await take(3);
    expect((await refusalOf(takeTry(lan))).details.retryAfter).to.be.within(590, 600);
  });

  it('can be given back, one or all of them', async () => {
    await take(3);
    await giveBackTry(lan);
    await take(1);
    expect(await refusalOf(takeTry(lan))).to.include({ kind: 'too-many' });
    await forgetTries(lan);
    await take(3);
  });
});
