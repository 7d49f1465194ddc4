import { expect } from 'chai';
import { needsNoPaper } from '../../../server/exchange/deliveries/delivery-parts.ts';

type Delivery = Parameters<typeof needsNoPaper>[0];

describe('a delivery needs no paper', () => {
  const taken: Delivery = { channel: 'electronic', paperCopies: 0, recipientVerdict: 'valid', state: 'accepted' };

  it('once its recipient has taken it in and found its signatures valid, and not before', () => {
    for (const state of ['accepted', 'assigned', 'in-progress', 'done'] as const)
      expect(needsNoPaper({ ...taken, state }), state).to.equal(true);
    for (const state of ['waiting', 'retrying', 'stuck', 'arrived', 'refused', 'readdressed', 'recalled'] as const)
      expect(needsNoPaper({ ...taken, state }), state).to.equal(false);
  });

  it('unless paper goes beside it, or its signatures are anything but valid', () => {
    const { recipientVerdict: _, ...unjudged } = taken;
    const others: Delivery[] = [
      { ...taken, channel: 'paper', state: 'paper' },
      { ...taken, paperCopies: 1 },
      { ...taken, recipientVerdict: 'unclear' },
      unjudged,
    ];
    for (const other of others) expect(needsNoPaper(other)).to.equal(false);
  });
});
