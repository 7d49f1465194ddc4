import { expect } from 'chai';
import fc from 'fast-check';
import { daysLeft } from '../../server/platform/calendar.ts';
import type { DueItem } from '../../server/statistics/contract.ts';
import { sortDueWork } from '../../server/statistics/due-work.ts';

const aDueItem = (over: Partial<DueItem> = {}): DueItem => ({
  kind: 'incoming',
  id: 'd1',
  documentId: 'd1',
  code: '01/SNV-VP',
  subject: 'Báo cáo',
  who: 'Sở Nội vụ',
  at: '2026-11-20T02:00:00.000Z',
  priority: 0,
  dueOn: null,
  verdict: null,
  daysLeft: null,
  action: 'present',
  note: null,
  ...over,
});

describe('due work', () => {
  it('puts what is urgent first, then what is late, due today, and new', () => {
    const urgent = aDueItem({ id: 'urgent', priority: 1, daysLeft: -2 });
    const late = aDueItem({ id: 'late', daysLeft: -1 });
    const today = aDueItem({ id: 'today', daysLeft: 0 });
    const fresh = aDueItem({ id: 'fresh', daysLeft: 3 });
    const undated = aDueItem({ id: 'undated' });
    expect(sortDueWork([undated, fresh, today, late, urgent])).to.deep.equal({
      now: [urgent],
      overdue: [late],
      today: [today],
      fresh: [fresh, undated],
    });
  });

  it('shows every item once, the most urgent first and then what waits longest', () => {
    const anyItem = fc.record({
      id: fc.uuid(),
      priority: fc.nat(3),
      daysLeft: fc.option(fc.integer({ min: -9, max: 9 })),
      at: fc.constantFrom('2026-11-18T02:00:00.000Z', '2026-11-19T02:00:00.000Z', '2026-11-20T02:00:00.000Z'),
    });
    fc.assert(
      fc.property(fc.array(anyItem), (items) => {
        const { now, overdue, today, fresh } = sortDueWork(items.map(aDueItem));
        const shown = [...now, ...overdue, ...today, ...fresh];
        expect(shown.map(({ id }) => id)).to.have.members(items.map(({ id }) => id));
        for (const section of [now, overdue, today, fresh]) {
          const places = section.map(({ priority, daysLeft: left, at }) => [-priority, left ?? 99, Date.parse(at)]);
          expect(places).to.deep.equal(places.toSorted((a, b) => compare(a, b)));
        }
      }),
    );
  });

  it('counts working days: today is 0, the day before yesterday’s weekend is late', () => {
    expect(daysLeft(null, '2026-11-20')).to.equal(null);
    expect(daysLeft('2026-11-20', '2026-11-20')).to.equal(0);
    expect(daysLeft('2026-11-23', '2026-11-20')).to.equal(1);
    expect(daysLeft('2026-11-20', '2026-11-23')).to.equal(-1);
    expect(daysLeft('2026-11-21', '2026-11-22')).to.equal(-1);
  });
});

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}
