import { expect } from 'chai';
import { chosenThrough, noneChosen, toggled } from '../../../../client/ui/lists/chosen.ts';

const order = ['a', 'b', 'c', 'd', 'e'];

describe('what is chosen in a list', () => {
  it('is a row, and not when it is chosen again', () => {
    const one = toggled(noneChosen, 'b');
    expect([...one.ids]).to.deep.equal(['b']);
    expect([...toggled(one, 'b').ids]).to.deep.equal([]);
  });

  it('is every row from the one that was last, up or down, beside what is chosen', () => {
    const down = chosenThrough(toggled(toggled(noneChosen, 'a'), 'c'), 'e', order);
    expect([...down.ids]).to.deep.equal(['a', 'c', 'd', 'e']);
    expect([...chosenThrough(toggled(noneChosen, 'd'), 'b', order).ids]).to.have.members(['b', 'c', 'd']);
  });

  it('is one row alone where none was last, or that is gone from the list', () => {
    expect([...chosenThrough(noneChosen, 'c', order).ids]).to.deep.equal(['c']);
    expect([...chosenThrough({ ids: new Set(), last: 'gone' }, 'c', order).ids]).to.deep.equal(['c']);
  });
});
