import { expect } from 'chai';
import fc from 'fast-check';
import { overNewer } from '../../../../client/ui/forms/over-newer.ts';

const fields = fc.record({
  subject: fc.string(),
  places: fc.array(fc.string()),
  signer: fc.record({ fullName: fc.option(fc.string()), position: fc.option(fc.string()) }),
});

describe('a form that takes over a newer version', () => {
  it('leaves touched fields as typed and takes the others from what is there now', () => {
    const base = { subject: 'a', signer: { fullName: null, position: 'b' }, description: null };
    const typed = { ...base, description: 'ghi chú' };
    const latest = { ...base, signer: { fullName: 'Trần Bảo', position: 'c' } };
    expect(overNewer<object>(base, typed, latest)).to.deep.equal({ ...latest, description: 'ghi chú' });
  });

  it('undoes nothing of the other: whoever touched nothing gets all of it, and what nobody else touched stays as typed', () => {
    fc.assert(
      fc.property(fields, fields, (base, other) => {
        expect(overNewer(base, base, other)).to.deep.equal(other);
        expect(overNewer(base, other, base)).to.deep.equal(other);
      }),
    );
  });

  it('never makes a third agency of two', () => {
    const [base, typed, latest] = [
      { issuer: { agencyId: null, name: 'Công ty A' } },
      { issuer: { agencyId: null, name: 'Công ty B' } },
      { issuer: { agencyId: 'h99', name: 'Sở Nội vụ' } },
    ];
    expect(overNewer<object>(base, typed, latest)).to.deep.equal(typed);
  });
});
