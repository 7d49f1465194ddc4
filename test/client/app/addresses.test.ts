import { expect } from 'chai';
import { pages } from '../../../client/app/pages.ts';
import { allPages } from '../../../server/capabilities.ts';

describe('the addresses of the pages', () => {
  it('are answered by the server exactly as the client shows them, so that every page also opens by its address', () => {
    const shown = pages.map(({ address }) => address);
    expect(shown).to.include.members(['/', '/van-ban-di/$id/ky']);
    expect([...allPages].sort()).to.deep.equal(shown.sort());
  });
});
