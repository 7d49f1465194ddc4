import { expect } from 'chai';
import { periodOf } from '../../../../client/ui/forms/period.ts';

describe('the periods of a share', () => {
  it('end today when they are not over', () => {
    expect(periodOf('thang-nay', '2026-11-18')).to.deep.equal({ from: '2026-11-01', to: '2026-11-18' });
    expect(periodOf('quy-nay', '2026-11-18')).to.deep.equal({ from: '2026-10-01', to: '2026-11-18' });
    expect(periodOf('nam-nay', '2026-11-18')).to.deep.equal({ from: '2026-01-01', to: '2026-11-18' });
  });

  it('know the last day of last month', () => {
    expect(periodOf('thang-truoc', '2028-03-31')).to.deep.equal({ from: '2028-02-01', to: '2028-02-29' });
  });

  it('go back over the new year', () => {
    expect(periodOf('thang-truoc', '2027-01-05')).to.deep.equal({ from: '2026-12-01', to: '2026-12-31' });
    expect(periodOf('quy-nay', '2027-01-05')).to.deep.equal({ from: '2027-01-01', to: '2027-01-05' });
  });
});
