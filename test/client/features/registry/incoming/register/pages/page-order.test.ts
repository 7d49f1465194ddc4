import { expect } from 'chai';
import {
  asTheyCame,
  bothSides,
  goBack,
  goOn,
  isChanged,
  moved,
  type Order,
  turnedAt,
  without,
} from '../../../../../../../client/features/registry/incoming/register/pages/page-order.ts';

const orderOf = (...pages: number[]): Order => pages.map((page) => ({ page, turn: 0 }));
const pagesOf = (order: Order): number[] => order.map(({ page }) => page);

describe('the pages of a scan', () => {
  it('are moved, and stay where they are at the ends', () => {
    const order = orderOf(1, 2, 3);
    expect(pagesOf(moved(order, 0, 2))).to.deep.equal([2, 3, 1]);
    expect(pagesOf(moved(order, 2, 0))).to.deep.equal([3, 1, 2]);
    for (const [from, to] of [
      [0, -1],
      [2, 3],
      [5, 0],
    ] as const)
      expect(moved(order, from, to)).to.equal(order);
  });

  it('are sorted where fronts were scanned first, and backs from the last sheet on', () => {
    expect(pagesOf(bothSides(orderOf(1, 3, 5, 6, 4, 2)))).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(pagesOf(bothSides(orderOf(1, 3, 5, 4, 2)))).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('are turned by quarters, and dropped, but never all of them', () => {
    let order = orderOf(1, 2);
    for (const turn of [90, 180, 270, 0]) {
      order = turnedAt(order, 1);
      expect(order).to.deep.equal([
        { page: 1, turn: 0 },
        { page: 2, turn },
      ]);
    }
    expect(pagesOf(without(order, [1]))).to.deep.equal([2]);
    expect(without(order, [1, 2])).to.equal(order);
  });

  it('go back step by step to how they came', () => {
    const came = asTheyCame(3);
    expect(isChanged(came, 3)).to.equal(false);
    const changed = goOn(goOn(came, without(came.now, [2])), turnedAt(came.now, 0));
    expect(isChanged(changed, 3)).to.equal(true);
    expect(pagesOf(goBack(changed).now)).to.deep.equal([1, 3]);
    expect(goBack(goBack(goBack(changed)))).to.deep.equal(came);
  });
});
