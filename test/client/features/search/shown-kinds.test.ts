import { expect } from 'chai';
import { countShown, shownKinds } from '../../../../client/features/search/shown-kinds.ts';

describe('the kinds that can be shown alone', () => {
  const all = ['incoming', 'outgoing', 'arrival'];

  it('are those that were found, and the one that is shown', () => {
    const found = { kinds: { incoming: 7 }, capped: false };
    expect(shownKinds(all, found, undefined)).to.deep.equal(['incoming']);
    expect(shownKinds(all, found, 'arrival')).to.deep.equal(['incoming', 'arrival']);
    expect([countShown(7, found), countShown(undefined, found)]).to.deep.equal(['7', '0']);
  });

  it('are all where the first hundred are of one kind: older ones of others may be there', () => {
    const found = { kinds: { incoming: 100 }, capped: true };
    expect(shownKinds(all, found, undefined)).to.deep.equal(all);
    expect([countShown(100, found), countShown(undefined, found)]).to.deep.equal(['100+', '']);
  });
});
