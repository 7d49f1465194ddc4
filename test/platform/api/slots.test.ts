import { expect } from 'chai';
import { Slots } from '../../../server/platform/api/slots.ts';
import { DomainError } from '../../../server/platform/errors.ts';

describe('places for what costs much', () => {
  const refusal = (take: () => unknown): string => {
    try {
      take();
      return 'taken';
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      expect(error.details.retryAfter).to.be.greaterThan(0);
      return `${error.kind} ${error.code}`;
    }
  };

  it('are so many for one client, and so many for all', () => {
    const slots = new Slots({ most: 3, mostForOne: 2 });
    const leave = slots.take('lan');
    slots.take('lan');
    expect(refusal(() => slots.take('lan'))).to.equal('too-many too-many-at-once');
    slots.take('minh');
    expect(refusal(() => slots.take('hoa'))).to.equal('unavailable too-busy');
    leave();
    expect(refusal(() => slots.take('hoa'))).to.equal('taken');
    expect(refusal(() => slots.take('lan'))).to.equal('unavailable too-busy');
  });

  it('are free again once everybody has left', () => {
    const slots = new Slots({ most: 2, mostForOne: 1 });
    for (let round = 0; round < 5; round += 1) {
      const leaving = [slots.take('lan'), slots.take('minh')];
      expect(refusal(() => slots.take('lan'))).to.equal('too-many too-many-at-once');
      for (const leave of leaving) leave();
    }
  });
});
