import { expect } from 'chai';
import { monthsOf } from '../../../server/statistics/period.ts';
import { outcomeOfIncoming, outcomeOfOutgoing } from '../../../server/statistics/reports/judge-outcome.ts';

describe('how far a document has come', () => {
  const today = '2026-11-24';

  it('is for an incoming one done or open, late after the last day of its term, and never without one', () => {
    const handled = (over: Partial<Parameters<typeof outcomeOfIncoming>[0]>) =>
      outcomeOfIncoming({ state: 'in-progress', dueOn: '2026-11-23', settledOn: null, ...over }, today);
    expect(handled({})).to.equal('open-late');
    expect(handled({ dueOn: today })).to.equal('open-in-time');
    expect(handled({ dueOn: null })).to.equal('open-in-time');
    expect(handled({ state: 'void-asked' })).to.equal('open-late');
    expect(handled({ state: 'done', settledOn: '2026-11-23' })).to.equal('done-in-time');
    expect(handled({ state: 'done', settledOn: '2026-11-24' })).to.equal('done-late');
    expect(handled({ state: 'done', settledOn: '2026-11-24', dueOn: null })).to.equal('done-in-time');
    expect(handled({ settledOn: '2026-11-22' }), 'answered').to.equal('done-in-time');
    for (const state of ['voided', 'recalled'] as const) expect(handled({ state })).to.equal('ended');
  });

  it('is for an outgoing one in time up to the working day after its signing', () => {
    const numbered = { registerId: 'so', number: 1, year: 2026, issuedOn: '2026-11-20', numberedAt: new Date() };
    // A Friday.
    const signed = { signedAt: new Date('2026-11-20T09:00:00Z'), certificateSha256: 'a' };
    const issued = (day: string) => ({
      ...numbered,
      status: 'issued' as const,
      issuedAt: new Date(`${day}T02:00:00Z`),
    });
    expect(outcomeOfOutgoing({ ...numbered, ...signed, status: 'numbered' })).to.equal('unissued');
    expect(outcomeOfOutgoing({ ...issued('2026-11-23'), ...signed })).to.equal('issued-in-time');
    expect(outcomeOfOutgoing({ ...issued('2026-11-24'), ...signed })).to.equal('issued-late');
    expect(outcomeOfOutgoing(issued('2026-11-24')), 'signed in ink').to.equal('issued-late');
    const asked = { reason: 'Sai', at: new Date(), by: { positionId: 'p', personId: 'q', name: 'An' } };
    const ended = { ...numbered, ...signed, voidedAt: new Date(), voidReason: 'Sai' };
    expect(outcomeOfOutgoing({ ...ended, status: 'voided' })).to.equal('voided');
    const recalled = { ...issued('2026-11-23'), recalledAt: new Date(), recalledBy: asked.by };
    const recallRequest = { ...asked, office: 'leader' as const };
    expect(outcomeOfOutgoing({ ...recalled, recallRequest, status: 'recalled' })).to.equal('recalled');
  });
});

describe('a period', () => {
  it('is cut where months end', () => {
    expect(monthsOf({ from: '2026-12-15', to: '2027-02-03' })).to.deep.equal([
      { from: '2026-12-15', to: '2026-12-31' },
      { from: '2027-01-01', to: '2027-01-31' },
      { from: '2027-02-01', to: '2027-02-03' },
    ]);
    expect(monthsOf({ from: '2026-02-28', to: '2026-02-28' })).to.deep.equal([
      { from: '2026-02-28', to: '2026-02-28' },
    ]);
  });
});
