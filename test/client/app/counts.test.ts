import { expect } from 'chai';
import { countsOf } from '../../../client/app/counts.ts';
import { loadWords } from '../../../client/app/features.ts';
import { pageOf } from '../../../client/features/statistics/due-work/due-pages.ts';

describe('the counts beside the menu', () => {
  before(loadWords);

  it('count a delivery where its row leads: with the document that was sent, not with what arrives', () => {
    const nothing = { now: [], overdue: [], today: [], fresh: [], more: 3, nextNumbers: [], updatedAt: '' };
    const counts = { arrivals: 2, incoming: 0, outgoing: 2, certificates: 0 };
    const due = { ...nothing, todayDone: { registered: 0, issued: 0 }, counts };
    expect(pageOf({ kind: 'delivery-refused', id: 'gui-1', documentId: 'so-1' })).to.equal('/van-ban-di/so-1');
    expect(countsOf(due)).to.include({ all: 3, outgoing: 2, arrivals: 2 });
  });
});
