import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../server/platform/errors.ts';
import { isOpen, nextNumber, written } from '../../../server/registry/registers/register.ts';
import { aClosing, aRegister } from '../../support/registry.ts';

describe('register', () => {
  it('starts every year at 1 and goes on without gaps', () => {
    expect(nextNumber(aRegister(), 2026)).to.equal(1);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (lastNumber) => {
        expect(nextNumber(aRegister({ lastNumber }), 2026)).to.equal(lastNumber + 1);
      }),
    );
  });

  it('refuses a document of another year', () =>
    expect(() => nextNumber(aRegister({ year: 2026 }), 2027))
      .to.throw(DomainError, '2027')
      .with.property('code', 'register-closed'));

  it('refuses a document once it is closed', () => {
    const closed = aRegister({ closing: aClosing() });
    expect(isOpen(closed, 2026)).to.equal(false);
    expect(() => nextNumber(closed, 2026)).to.throw(DomainError, 'is closed');
  });

  it('writes numbers below 10 with a leading zero, others without', () => {
    expect([1, 9, 10, 2319].map(written)).to.deep.equal(['01', '09', '10', '2319']);
  });
});
