import { expect } from 'chai';
import fc from 'fast-check';
import { typedPeriod } from '../../../server/search/query/typed-period.ts';

const today = '2026-05-20';
const labels = (typed: string) => typedPeriod(typed.split(' '), today)?.labels;

describe('days as people type them', () => {
  const known: readonly (readonly [typed: string, labels: readonly string[]])[] = [
    ['12/3/2025', ['d.2025-03-12']],
    ['ngay 2-9-2025', ['d.2025-09-02']],
    ['2026-01-31', ['d.2026-01-31']],
    ['12/3', ['d.2026-03-12']],
    ['12/6', ['d.2025-06-12']],
    ['ngay 12 thang 3', ['d.2026-03-12']],
    ['12 thang 3 nam 2024', ['d.2024-03-12']],
    ['29/2', ['d.2024-02-29']],
    ['thang 3', ['m.2026-03']],
    ['thang 12', ['m.2025-12']],
    ['thang 3/2024', ['m.2024-03']],
    ['3/2024', ['m.2024-03']],
    ['quy ii', ['q.2026-2']],
    ['quy 4', ['q.2025-4']],
    ['quy iv nam 2023', ['q.2023-4']],
    ['nam 2025', ['y.2025']],
    ['nam ngoai', ['y.2025']],
    ['hom qua', ['d.2026-05-19']],
    ['thang truoc', ['m.2026-04']],
    ['quy nay', ['q.2026-2']],
  ];
  for (const [typed, meant] of known) it(`reads ${typed}`, () => expect(labels(typed)).to.deep.equal(meant));

  it('reads a week from Monday to Sunday', () => {
    const days = ['18', '19', '20', '21', '22', '23', '24'].map((day) => `d.2026-05-${day}`);
    expect(labels('tuan nay')).to.deep.equal(days);
  });

  for (const typed of ['30/2', '31/4/2025', '13/13', 'thang 13', 'quy v', '0/0', 'nam 26', '12/3x', 'thangba', '']) {
    it(`takes ${typed === '' ? 'nothing' : typed} for words`, () => expect(labels(typed)).to.equal(undefined));
  }

  it('takes as many words as say it, and never a day to come', () => {
    expect(typedPeriod(['thang', '3', 'nam', '2025', 'bao', 'cao'], today)?.chunks).to.equal(4);
    const days = fc.record({ day: fc.integer({ min: 1, max: 28 }), month: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(days, ({ day, month }) => {
        const [label = ''] = labels(`${day}/${month}`) ?? [];
        expect(label <= `d.${today}` && label > 'd.2025-05-20', label).to.equal(true);
      }),
    );
  });
});
